package io.tradebus.spring.support;

import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerOptions;
import io.tradebus.spring.listener.ListenerState;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listener that is in a state and stays there. */
public record FakeListener(
        String id,
        ListenerState state,
        ListenerState desiredState,
        Optional<ListenerFailure> failure,
        @Nullable ReceptionView reception,
        List<ListenerSession> sessions,
        @Nullable ListenerCounters counted)
        implements BusListenerHandle {
    public static FakeListener of(String id, ListenerState state, ListenerState desired) {
        return new FakeListener(id, state, desired, Optional.empty(), null, List.of(), null);
    }

    /** Over the network: how it is subscribed, and what it reads. */
    public FakeListener receiving(ReceptionView view, ListenerSession... reading) {
        return new FakeListener(id, state, desiredState, failure, view, List.of(reading), counted);
    }

    /** With what it did so far with messages. */
    public FakeListener counting(ListenerCounters counters) {
        return new FakeListener(id, state, desiredState, failure, reception, sessions, counters);
    }

    public FakeListener failedAt(long sinceMs) {
        return new FakeListener(
                id,
                state,
                desiredState,
                Optional.of(new ListenerFailure(
                        id, "orders", 7, 64, 128, 4, new IllegalStateException("unknown account"), sinceMs, "00")),
                reception,
                sessions,
                counted);
    }

    public static BusListenerRegistry registry(FakeListener... listeners) {
        return new BusListenerRegistry() {
            @Override
            public Collection<BusListenerHandle> listeners() {
                return List.of(listeners);
            }

            @Override
            public BusListenerHandle listener(String id) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public List<String> streams() {
        return List.of("orders");
    }

    @Override
    public String agent() {
        return "bus-" + id;
    }

    @Override
    public String onError() {
        return "halt";
    }

    @Override
    public ListenerOptions options() {
        return ListenerOptions.DEFAULT;
    }

    @Override
    public @Nullable ReceptionView reception(String stream) {
        return reception;
    }

    @Override
    public ListenerCounters counters(String stream) {
        return Objects.requireNonNull(counted, "what it counts is not given");
    }

    @Override
    public long filtered(String stream) {
        return 0;
    }

    @Override
    public long lag(String stream) {
        return 0;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void retry() {}

    @Override
    public void skip() {}

    @Override
    public void detach() {}
}
