package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tradebus.spring.listener.BusListenerHandle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Answer to an operator.
 *
 * @param listener id; left out where none was named
 * @param state what it is doing now; left out for an unknown one
 * @param desired what it is meant to do; left out for an unknown one
 * @param refused why nothing was done; left out when it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListenerChange(
        @Nullable String listener,
        @Nullable String state,
        @Nullable String desired,
        @Nullable String refused) implements OperationResponseBody {
    static ListenerChange done(BusListenerHandle listener) {
        return new ListenerChange(listener.id(), Names.of(listener.state()), Names.of(listener.desiredState()), null);
    }

    static ListenerChange refused(BusListenerHandle listener, @Nullable String reason) {
        return new ListenerChange(listener.id(), Names.of(listener.state()), Names.of(listener.desiredState()), reason);
    }

    static ListenerChange refused(@Nullable String unknownListener, String reason) {
        return new ListenerChange(unknownListener, null, null, reason);
    }
}
