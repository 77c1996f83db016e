package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.core.TraceEnvelope;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Makes each message an observation, which is current while the handler runs. Runs on the listener's thread. */
final class ObservedHandler implements MessageHandler {
    private final String listener;
    private final MessageHandler handler;
    private final ObservationRegistry registry;
    private final @Nullable BusListenerObservationConvention convention;
    private final Set<String> traced;

    /**
     * @param convention of the application; null for the default
     * @param traced names of the streams whose messages have a {@link TraceEnvelope} before them
     */
    ObservedHandler(
            String listener,
            MessageHandler handler,
            ObservationRegistry registry,
            @Nullable BusListenerObservationConvention convention,
            Set<String> traced) {
        this.listener = listener;
        this.handler = handler;
        this.registry = registry;
        this.convention = convention;
        this.traced = traced;
    }

    private @Nullable String traceParent(DirectBuffer buffer, int offset, BusHeader header) {
        return traced.contains(header.stream())
                ? TraceEnvelope.traceParent(buffer, offset - TraceEnvelope.LENGTH)
                : null;
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        var context = new BusListenerContext(listener, header, length, traceParent(buffer, offset, header));
        return BusListenerObservation.PROCESS
                .observation(convention, DefaultBusListenerObservationConvention.INSTANCE, () -> context, registry)
                .observeChecked(() -> {
                    BusAction action = handler.onMessage(buffer, offset, length, header);
                    context.onReturned(action);
                    return action;
                });
    }
}
