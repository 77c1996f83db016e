package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.MessageHandler;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener as it was declared. Never changes.
 *
 * @param id unique in the application
 * @param streams names of its streams, at least one
 * @param agent name of the agent it shares with others, or null for one of its own
 * @param options how it works
 * @param handlers makes the handler for the thread of its agent
 * @param errorHandler decides about failures instead of {@link ListenerOptions#onError()}, or null
 * @param filter keeps messages from the handler, or null
 * @param origin what declared it, for messages: a method, or whoever registered it
 */
public record BusListenerEndpoint(
        String id,
        List<String> streams,
        @Nullable String agent,
        ListenerOptions options,
        Supplier<? extends MessageHandler> handlers,
        @Nullable BusErrorHandler errorHandler,
        @Nullable BusFilter filter,
        String origin) {
    public BusListenerEndpoint {
        streams = List.copyOf(streams);
        if (id.isBlank()) {
            throw new BusConfigurationException("the id of a listener must not be blank (" + origin + ")");
        }
        if (streams.isEmpty()) {
            throw new BusConfigurationException(
                    "listener '" + id + "' names no stream (" + origin + "); name one, as in @BusListener(\"orders\")");
        }
    }

    /** A listener with an agent of its own, the default options and one handler. */
    public static BusListenerEndpoint of(String id, String stream, MessageHandler handler) {
        return new BusListenerEndpoint(
                id, List.of(stream), null, ListenerOptions.DEFAULT, () -> handler, null, null, "registered by code");
    }

    /** What decides about failures, in short: {@code retry(3)->halt}, or the name of the error handler's class. */
    public String describeErrors() {
        return errorHandler == null
                ? options.describeErrors()
                : errorHandler.getClass().getSimpleName();
    }

    /** A copy with other options. */
    public BusListenerEndpoint withOptions(ListenerOptions options) {
        return new BusListenerEndpoint(id, streams, agent, options, handlers, errorHandler, filter, origin);
    }
}
