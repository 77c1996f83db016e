/**
 * Measures this transport against the stock one: in the same run, on the same work, in alternating rounds. What counts
 * is the ratio. Start reading at {@link io.tradebus.benchmarks.Benchmarks}.
 */
@NullMarked
package io.tradebus.benchmarks;

import org.jspecify.annotations.NullMarked;
