package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.ListenerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listener in short.
 *
 * @param state what it is doing
 * @param desired what it is meant to do
 * @param streams names of its streams
 * @param agent name of its thread
 * @param lag bytes published but not committed, in the session with most of them; left out while it is not subscribed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListenerSummary(
        String state,
        String desired,
        List<String> streams,
        String agent,
        @Nullable Long lag) {
    static ListenerSummary of(BusListenerHandle listener) {
        long lag = listener.streams().stream().mapToLong(listener::lag).max().orElse(0);
        return new ListenerSummary(
                Names.of(listener.state()),
                Names.of(listener.desiredState()),
                listener.streams(),
                listener.agent(),
                isSubscribed(listener) ? lag : null);
    }

    static boolean isSubscribed(BusListenerHandle listener) {
        ListenerState state = listener.state();
        return state != ListenerState.STOPPED && state != ListenerState.STARTING && state != ListenerState.DETACHED;
    }
}
