package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerWork;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.StreamDefinition;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes a {@link TraceEnvelope} before each message of the streams that have one, and takes it away
 * again before the filters and handlers of listeners, which find it in the bytes before the message. Publishers and
 * listeners of other streams are those of the connection itself.
 */
public final class TracingBusConnection implements BusConnection {
    private final BusConnection connection;
    private final Set<String> traced;
    private final TraceSource traces;

    /** @param traced names of the streams whose messages have an envelope */
    public TracingBusConnection(BusConnection connection, Set<String> traced, TraceSource traces) {
        this.connection = connection;
        this.traced = Set.copyOf(traced);
        this.traces = traces;
    }

    @Override
    public BusPublisher publisher(StreamDefinition stream) {
        BusPublisher publisher = connection.publisher(stream);
        return traced.contains(stream.name()) ? new TracedPublisher(publisher, traces) : publisher;
    }

    @Override
    public ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
        Set<String> own = definition.streams().stream()
                .map(StreamDefinition::name)
                .filter(traced::contains)
                .collect(Collectors.toUnmodifiableSet());
        return connection.listener(definition, own.isEmpty() ? work : () -> opening(own, work.get()));
    }

    private static ListenerWork opening(Set<String> traced, ListenerWork work) {
        MessageHandler handler = work.handler();
        return new ListenerWork(
                DecoratedHandler.of(
                        (buffer, offset, length, header) -> {
                            int head = traced.contains(header.stream()) ? required(buffer, offset, length, header) : 0;
                            return handler.onMessage(buffer, offset + head, length - head, header);
                        },
                        handler),
                new EnvelopeOpeningFailures(work.failures(), traced));
    }

    private static int required(DirectBuffer buffer, int offset, int length, BusHeader header) {
        if (TraceEnvelope.isAt(buffer, offset, length)) {
            return TraceEnvelope.LENGTH;
        }
        throw new IllegalStateException("a message of stream '" + header.stream() + "' does not begin with a trace"
                + " envelope; set bus.streams." + header.stream() + ".trace for its publisher too, or for nobody");
    }

    @Override
    public Requester requester(StreamDefinition stream, int maxInFlight) {
        return connection.requester(stream, maxInFlight);
    }

    @Override
    public @Nullable BusRuntime runtime() {
        return connection.runtime();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Shows who decides about failures the message as the handler had it. */
    private static final class EnvelopeOpeningFailures implements FailureHandler {
        private final FailureHandler failures;
        private final Set<String> traced;
        private final BusMessage opened = new BusMessage();

        EnvelopeOpeningFailures(FailureHandler failures, Set<String> traced) {
            this.failures = failures;
            this.traced = traced;
        }

        @Override
        public FailureDecision onFailure(Throwable failure, BusMessage message, int attempt) {
            if (!traced.contains(message.header().stream())
                    || !TraceEnvelope.isAt(message.buffer(), message.offset(), message.length())) {
                return failures.onFailure(failure, message, attempt);
            }
            opened.wrap(
                    message.buffer(),
                    message.offset() + TraceEnvelope.LENGTH,
                    message.length() - TraceEnvelope.LENGTH,
                    message.header());
            return failures.onFailure(failure, opened, attempt);
        }
    }
}
