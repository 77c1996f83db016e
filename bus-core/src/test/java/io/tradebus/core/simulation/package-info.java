/**
 * Whole drivers and clients in one thread, over a network and by a clock that are simulated: the same seed gives the same
 * run. Start reading at {@link io.tradebus.core.simulation.Simulation}; what crosses the network is written down by {@link
 * io.tradebus.core.simulation.Transcript}.
 */
@NullMarked
package io.tradebus.core.simulation;

import org.jspecify.annotations.NullMarked;
