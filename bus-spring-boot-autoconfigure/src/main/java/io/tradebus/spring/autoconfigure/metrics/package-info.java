/**
 * Meters of the bus. Whoever scrapes reads counters that driver and runtime keep anyway, so a message costs nothing more.
 * Start reading at {@link io.tradebus.spring.autoconfigure.metrics.BusMeter}, the table of all meters.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
