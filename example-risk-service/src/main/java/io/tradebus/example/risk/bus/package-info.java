/**
 * Where orders come in and decisions go out. {@link io.tradebus.example.risk.bus.OrderListener} and
 * {@link io.tradebus.example.risk.bus.EpochFilter} run on the listener's thread,
 * {@link io.tradebus.example.risk.bus.StatusReporter} on Spring's scheduler.
 */
@NullMarked
package io.tradebus.example.risk.bus;

import org.jspecify.annotations.NullMarked;
