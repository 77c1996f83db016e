package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.core.DecoratedHandler;
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
        requireDeadLetterStream(id, streams, options, errorHandler != null, origin);
    }

    private static void requireDeadLetterStream(
            String id, List<String> streams, ListenerOptions options, boolean hasErrorHandler, String origin) {
        String stream = options.deadLetterStream();
        boolean mayCopy = options.needsDeadLetterStream() || hasErrorHandler;
        if (stream == null && options.needsDeadLetterStream()) {
            throw new BusConfigurationException("listener '" + id + "' copies messages it cannot handle (on-error "
                    + options.describeErrors() + ") and has no stream for them (" + origin
                    + "); name one: bus.listener.dead-letter.stream, or bus.listeners." + id + ".dead-letter.stream");
        } else if (stream != null && mayCopy && streams.contains(stream)) {
            throw new BusConfigurationException("listener '" + id + "' listens to '" + stream
                    + "' and would copy there what it cannot handle (" + origin
                    + "); name another stream: bus.listeners." + id + ".dead-letter.stream, or do something else about"
                    + " failures: bus.listeners." + id + ".on-error=halt");
        }
    }

    /** A listener with an agent of its own, the default options and one handler. */
    public static BusListenerEndpoint of(String id, String stream, MessageHandler handler) {
        return new BusListenerEndpoint(
                id, List.of(stream), null, ListenerOptions.DEFAULT, () -> handler, null, null, "registered by code");
    }

    /** Whether it may copy a message that it cannot handle to {@link ListenerOptions#deadLetterStream()}, if it has one. */
    boolean mayCopy() {
        return options.needsDeadLetterStream() || errorHandler != null;
    }

    /** What decides about failures, in short: {@code retry(3)->halt}, or the name of the error handler's class. */
    public String describeErrors() {
        return errorHandler == null
                ? options.describeErrors()
                : errorHandler.getClass().getSimpleName();
    }

    /** A copy whose handlers are decorated, by the first one innermost. */
    BusListenerEndpoint decorated(List<HandlerDecorator> decorators) {
        if (decorators.isEmpty()) {
            return this;
        }
        return new BusListenerEndpoint(
                id, streams, agent, options, () -> decorated(handlers.get(), decorators), errorHandler, filter, origin);
    }

    private MessageHandler decorated(MessageHandler handler, List<HandlerDecorator> decorators) {
        MessageHandler messages = handler;
        for (HandlerDecorator decorator : decorators) {
            messages = decorator.decorate(this, messages);
        }
        if (messages.equals(handler) || !(handler instanceof ResultKeeper keeper)) {
            return DecoratedHandler.of(messages, handler);
        }
        MessageHandler first = messages;
        return DecoratedHandler.of(
                (buffer, offset, length, header) -> keeper.keepsResultOf(header)
                        ? keeper.onMessage(buffer, offset, length, header)
                        : first.onMessage(buffer, offset, length, header),
                handler);
    }

    /** A copy with other options. */
    public BusListenerEndpoint withOptions(ListenerOptions options) {
        return new BusListenerEndpoint(id, streams, agent, options, handlers, errorHandler, filter, origin);
    }
}
