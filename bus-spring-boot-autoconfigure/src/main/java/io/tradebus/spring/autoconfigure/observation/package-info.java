/**
 * Messages as observations, where {@code bus.listener.observation-enabled} asks for it: what meters and tracers see of
 * them. Runs on the listeners' threads and allocates for each message. Start reading at
 * {@link io.tradebus.spring.autoconfigure.observation.BusListenerObservation}. How a trace crosses the bus begins at
 * {@link io.tradebus.spring.core.TracingBusConnection}.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
