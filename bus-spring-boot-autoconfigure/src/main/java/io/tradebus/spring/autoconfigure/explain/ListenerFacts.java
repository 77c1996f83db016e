package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.ListenerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a listener of this application was doing with one stream at a moment.
 *
 * @param onError what it does with messages that fail, in short
 * @param agent name of its thread
 * @param hasOwnAgent whether no other listener has that thread
 * @param failure the message at which it stands; null if there is none, or it is of another stream
 * @param reception how the subscription is doing; null while there is none
 * @param sessions the publishers' sessions it reads
 * @param replies what became of its replies; null where messages are not requests
 */
record ListenerFacts(
        String id,
        ListenerState state,
        ListenerState desired,
        String onError,
        String agent,
        boolean hasOwnAgent,
        @Nullable ListenerFailure failure,
        @Nullable ReceptionView reception,
        List<ListenerSession> sessions,
        @Nullable ReplyCounts replies) {
    static ListenerFacts of(BusListenerHandle listener, String stream, boolean hasOwnAgent) {
        return new ListenerFacts(
                listener.id(),
                listener.state(),
                listener.desiredState(),
                listener.onError(),
                listener.agent(),
                hasOwnAgent,
                listener.failure()
                        .filter(failure -> failure.stream().equals(stream))
                        .orElse(null),
                listener.reception(stream),
                listener.sessions().stream()
                        .filter(session -> session.stream().equals(stream))
                        .toList(),
                listener.replies(stream));
    }

    /** Bytes published but not committed, in the session with most of them. */
    long lag() {
        return sessions.stream().mapToLong(ListenerSession::lag).max().orElse(0);
    }
}
