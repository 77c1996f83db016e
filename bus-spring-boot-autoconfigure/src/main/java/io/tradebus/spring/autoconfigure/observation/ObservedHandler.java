package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Makes each message an observation, which is current while the handler runs. Runs on the listener's thread. */
final class ObservedHandler implements MessageHandler {
    private final String listener;
    private final MessageHandler handler;
    private final ObservationRegistry registry;
    private final @Nullable BusListenerObservationConvention convention;

    /** @param convention of the application; null for the default */
    ObservedHandler(
            String listener,
            MessageHandler handler,
            ObservationRegistry registry,
            @Nullable BusListenerObservationConvention convention) {
        this.listener = listener;
        this.handler = handler;
        this.registry = registry;
        this.convention = convention;
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        var context = new BusListenerContext(listener, header, length);
        return BusListenerObservation.PROCESS
                .observation(convention, DefaultBusListenerObservationConvention.INSTANCE, () -> context, registry)
                .observeChecked(() -> {
                    BusAction action = handler.onMessage(buffer, offset, length, header);
                    context.onReturned(action);
                    return action;
                });
    }
}
