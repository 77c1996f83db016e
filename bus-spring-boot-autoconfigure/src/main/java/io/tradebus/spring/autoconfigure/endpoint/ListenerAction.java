package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.spring.listener.BusListenerHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /** The action of a name as JSON has it, in upper or lower case; null if there is none. */
    static @Nullable ListenerAction of(@Nullable String name) {
        for (ListenerAction action : values()) {
            if (Names.of(action).equalsIgnoreCase(name)) {
                return action;
            }
        }
        return null;
    }

    void accept(BusListenerHandle listener) {
        operation.accept(listener);
    }
}
