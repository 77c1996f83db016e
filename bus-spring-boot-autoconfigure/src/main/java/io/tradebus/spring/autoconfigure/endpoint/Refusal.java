package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.core.NearestName;
import io.tradebus.core.UnknownListenerException;
import io.tradebus.core.UnknownStreamException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Answer to a question that makes no sense, with what would make some.
 *
 * @param refused why there is no answer
 */
public record Refusal(String refused) implements OperationResponseBody {
    static WebEndpointResponse<Refusal> unknownStream(String stream, Collection<String> known) {
        return notFound(streamReason(stream, known));
    }

    static WebEndpointResponse<Refusal> unknownView(String stream, String view, String known) {
        return notFound("there is no view '" + view + "' of stream '" + stream + "'; known is: " + known);
    }

    private static WebEndpointResponse<Refusal> notFound(String reason) {
        return new WebEndpointResponse<>(new Refusal(reason), WebEndpointResponse.STATUS_NOT_FOUND);
    }

    static String streamReason(String stream, Collection<String> known) {
        return Objects.requireNonNull(new UnknownStreamException(stream, known).getMessage());
    }

    /** @param known listeners of the stream */
    static String listenerReason(String stream, @Nullable String listener, Collection<String> known) {
        return listener == null
                ? "no listener is named; those of stream '" + stream + "' are: " + list(known)
                : "stream '" + stream + "': " + new UnknownListenerException(listener, known).getMessage();
    }

    static String actionReason(@Nullable String action) {
        List<String> known = Stream.of(ListenerAction.values()).map(Names::of).toList();
        if (action == null) {
            return "no action is named; known are: " + list(known);
        }
        String nearest = NearestName.of(action, known);
        return "there is no action '" + action + "'"
                + (nearest == null ? "; known are: " : ", did you mean '" + nearest + "'? Known are: ") + list(known);
    }

    private static String list(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
