package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the W3C header of which the bus carries the fields. */
final class TraceParentPropagator implements Propagator {
    private static final String FIELD = "traceparent";

    private final Tracer tracer;

    TraceParentPropagator(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public List<String> fields() {
        return List.of(FIELD);
    }

    @Override
    public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
        throw new UnsupportedOperationException("messages are not published by an observation");
    }

    @Override
    public <C> Span.Builder extract(C carrier, Getter<C> getter) {
        String traceParent = getter.get(carrier, FIELD);
        if (traceParent == null) {
            return tracer.spanBuilder();
        }
        String[] parts = traceParent.split("-", -1);
        return tracer.spanBuilder()
                .setParent(tracer.traceContextBuilder()
                        .traceId(parts[1])
                        .spanId(parts[2])
                        .sampled(parts[3].equals("01"))
                        .build());
    }
}
