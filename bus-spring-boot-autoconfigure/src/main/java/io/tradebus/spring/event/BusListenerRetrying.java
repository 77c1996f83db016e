package io.tradebus.spring.event;

import io.tradebus.core.runtime.ListenerFailure;
import org.jspecify.annotations.Nullable;

/** A message failed and will be tried again. */
public final class BusListenerRetrying extends BusListenerEvent {
    private final @Nullable ListenerFailure failure;

    public BusListenerRetrying(Object source, String listener, @Nullable ListenerFailure failure) {
        super(source, listener);
        this.failure = failure;
    }

    /** The message, if it is still the one that fails. */
    public @Nullable ListenerFailure failure() {
        return failure;
    }

    @Override
    String details() {
        return super.details() + " failure=" + failure;
    }
}
