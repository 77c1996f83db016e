/**
 * Says in sentences what is wrong, and what to change. Facts are read once, by whoever asks ({@code FactsReader}); what
 * follows from them are pure functions, one class for each question. Start reading at
 * {@link io.tradebus.spring.autoconfigure.explain.BusExplainer}.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.explain;

import org.jspecify.annotations.NullMarked;
