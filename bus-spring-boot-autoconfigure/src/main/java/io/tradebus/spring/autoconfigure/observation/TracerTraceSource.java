package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.tradebus.spring.core.TraceEnvelope;
import io.tradebus.spring.core.TraceSource;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The trace that is current for the application's tracer. Makes no span of its own, and allocates nothing of its own. */
final class TracerTraceSource implements TraceSource {
    private final ObjectProvider<Tracer> tracer;
    private volatile @Nullable Tracer known;

    /** @param tracer asked for with the first message, when all beans are there */
    TracerTraceSource(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer;
    }

    @Override
    public void write(MutableDirectBuffer buffer, int offset) {
        Tracer current = tracer();
        TraceContext context = current.currentTraceContext().context();
        if (context == null || context.spanId().isEmpty()) {
            TraceEnvelope.writeNone(buffer, offset);
            return;
        }
        TraceEnvelope.write(
                buffer,
                offset,
                context.traceId(),
                context.spanId(),
                Boolean.TRUE.equals(context.sampled()) ? TraceEnvelope.SAMPLED : 0);
    }

    private Tracer tracer() {
        Tracer current = known;
        if (current == null) {
            current = tracer.getIfAvailable(() -> Tracer.NOOP);
            known = current;
        }
        return current;
    }
}
