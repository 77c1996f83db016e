package io.tradebus.spring.event;

import io.tradebus.core.runtime.ListenerFailure;
import org.jspecify.annotations.Nullable;

/** A listener gave up its subscription. */
public final class BusListenerDetached extends BusListenerEvent {
    private final @Nullable ListenerFailure failure;

    public BusListenerDetached(Object source, String listener, @Nullable ListenerFailure failure) {
        super(source, listener);
        this.failure = failure;
    }

    /** The message that was the reason; null if an operator was. */
    public @Nullable ListenerFailure failure() {
        return failure;
    }

    @Override
    String details() {
        return super.details() + " failure=" + failure;
    }
}
