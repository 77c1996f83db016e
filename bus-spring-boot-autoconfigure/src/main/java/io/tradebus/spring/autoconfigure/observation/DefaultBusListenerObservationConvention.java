package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.tradebus.spring.autoconfigure.observation.BusListenerObservation.HighCardinality;
import io.tradebus.spring.autoconfigure.observation.BusListenerObservation.LowCardinality;

/** Name and keys unless the application has its own {@link BusListenerObservationConvention}. */
public final class DefaultBusListenerObservationConvention implements BusListenerObservationConvention {
    static final String NAME = "bus.listener.process";
    static final DefaultBusListenerObservationConvention INSTANCE = new DefaultBusListenerObservationConvention();

    private static final KeyValue SYSTEM = KeyValue.of(LowCardinality.SYSTEM, "bus");
    private static final KeyValue OPERATION = KeyValue.of(LowCardinality.OPERATION, "process");

    @Override
    public String getContextualName(BusListenerContext context) {
        return context.stream() + " process";
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(BusListenerContext context) {
        return KeyValues.of(
                KeyValue.of(LowCardinality.LISTENER, context.listener()),
                KeyValue.of(LowCardinality.STREAM, context.stream()),
                SYSTEM,
                OPERATION);
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(BusListenerContext context) {
        return KeyValues.of(
                KeyValue.of(HighCardinality.SESSION, Integer.toString(context.sessionId())),
                KeyValue.of(HighCardinality.POSITION, Long.toString(context.position())),
                KeyValue.of(HighCardinality.ATTEMPT, Integer.toString(context.attempt())));
    }
}
