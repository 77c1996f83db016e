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
    private static final int HALF = 16;
    private static final int HEX = 16;

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
        String trace = context.traceId();
        int low = Math.max(0, trace.length() - HALF);
        TraceEnvelope.write(
                buffer,
                offset,
                low == 0 ? 0 : Long.parseUnsignedLong(trace, 0, low, HEX),
                Long.parseUnsignedLong(trace, low, trace.length(), HEX),
                Long.parseUnsignedLong(context.spanId(), HEX),
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
