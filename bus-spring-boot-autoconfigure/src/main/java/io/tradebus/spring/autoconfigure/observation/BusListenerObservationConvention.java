package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Name and keys of the observation of a listener's message. A bean of this type replaces the default. */
public interface BusListenerObservationConvention extends ObservationConvention<BusListenerContext> {
    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof BusListenerContext;
    }

    @Override
    default String getName() {
        return DefaultBusListenerObservationConvention.NAME;
    }
}
