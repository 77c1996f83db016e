package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.tradebus.spring.core.TraceEnvelope;
import io.tradebus.spring.core.TraceSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.MutableDirectBuffer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The trace that is current for the application's tracer. Makes no span of its own, and allocates nothing of its own. */
final class TracerTraceSource implements TraceSource {
    private static final Log LOG = LogFactory.getLog("bus.stream");

    private final ObjectProvider<Tracer> tracer;
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private volatile @Nullable Tracer known;

    /** @param tracer asked for with the first message, when all beans are there */
    TracerTraceSource(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer;
    }

    /** Tracing stops no message: one whose ids cannot be read names no trace. */
    @Override
    public void write(MutableDirectBuffer buffer, int offset) {
        try {
            writeCurrent(buffer, offset);
        } catch (RuntimeException e) {
            TraceEnvelope.writeNone(buffer, offset);
            if (hasFailed.compareAndSet(false, true)) {
                LOG.warn(
                        "messages name no trace, since the current one of the tracer cannot be written: " + e
                                + "; ids must be hexadecimal, of a trace at most 32 digits and of a span at most 16"
                                + " (said once)",
                        e);
            }
        }
    }

    private void writeCurrent(MutableDirectBuffer buffer, int offset) {
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
