/**
 * Messages as observations, where {@code bus.listener.observation-enabled} asks for it: what meters and tracers see of
 * them. Runs on the listeners' threads and allocates for each message. Start reading at
 * {@link io.tradebus.spring.autoconfigure.observation.BusListenerObservation}.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
