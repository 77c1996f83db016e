/**
 * A network and a clock that are simulated, for tests that run whole drivers and clients in one thread: the same seed gives
 * the same run. Nothing here is used by a driver that is not given it. Used by the thread of the test alone. Start reading at
 * {@link io.tradebus.core.simulation.SimulatedNetwork}; what crosses the network is written down by {@link
 * io.tradebus.core.simulation.Transcript}.
 */
@NullMarked
package io.tradebus.core.simulation;

import org.jspecify.annotations.NullMarked;
