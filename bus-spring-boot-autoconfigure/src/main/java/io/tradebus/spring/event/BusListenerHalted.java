package io.tradebus.spring.event;

import io.tradebus.core.runtime.ListenerFailure;
import org.jspecify.annotations.Nullable;

/** A listener gave up on a message and waits for an operator. */
public final class BusListenerHalted extends BusListenerEvent {
    private final @Nullable ListenerFailure failure;

    public BusListenerHalted(Object source, String listener, @Nullable ListenerFailure failure) {
        super(source, listener);
        this.failure = failure;
    }

    /** The message. */
    public @Nullable ListenerFailure failure() {
        return failure;
    }

    @Override
    String details() {
        return super.details() + " failure=" + failure;
    }
}
