package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.spring.listener.BusListenerHandle;
import java.util.function.Consumer;

/** What an operator can do with a listener; see {@link BusListenerHandle}. */
public enum ListenerAction {
    START(BusListenerHandle::start),
    STOP(BusListenerHandle::stop),
    PAUSE(BusListenerHandle::pause),
    RESUME(BusListenerHandle::resume),
    RETRY(BusListenerHandle::retry),
    SKIP(BusListenerHandle::skip),
    DETACH(BusListenerHandle::detach);

    private final Consumer<BusListenerHandle> operation;

    ListenerAction(Consumer<BusListenerHandle> operation) {
        this.operation = operation;
    }

    void accept(BusListenerHandle listener) {
        operation.accept(listener);
    }
}
