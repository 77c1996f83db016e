package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What listeners find around them.
 *
 * @param streams the streams that are configured
 * @param connection the started runtime
 * @param publishers the publisher of a stream, opened with the runtime
 * @param converters make objects of messages
 * @param settings what is configured about listeners
 * @param groups the agents that call them
 * @param writers which listeners write to streams that are for one thread
 * @param decorators decorate the handlers of all listeners; the first is the innermost
 */
public record ListenerEnvironment(
        BusStreams streams,
        Supplier<BusConnection> connection,
        Function<String, BusPublisher> publishers,
        BusConverters converters,
        ListenerSettings settings,
        AgentGroups groups,
        ExclusiveWriters writers,
        List<HandlerDecorator> decorators) {
    /** That of an application. */
    public static ListenerEnvironment of(
            BusRuntimeLifecycle lifecycle,
            BusConverters converters,
            ListenerSettings settings,
            AgentGroups groups,
            List<HandlerDecorator> decorators) {
        var started = new Started(lifecycle);
        return new ListenerEnvironment(
                lifecycle.streams(),
                started,
                started,
                converters,
                settings,
                groups,
                new ExclusiveWriters(),
                decorators);
    }

    /** The runtime of an application, and its publishers. */
    private record Started(BusRuntimeLifecycle lifecycle)
            implements Supplier<BusConnection>, Function<String, BusPublisher> {
        @Override
        public BusConnection get() {
            return lifecycle.connection();
        }

        @Override
        public BusPublisher apply(String stream) {
            return lifecycle.publisher(stream);
        }
    }

    /** The streams of a listener, or who names one that is not configured. */
    List<StreamDefinition> definitions(BusListenerEndpoint endpoint) {
        List<StreamDefinition> definitions = new ArrayList<>();
        for (String name : endpoint.streams()) {
            definitions.add(definition(name, endpoint));
        }
        return definitions;
    }

    private StreamDefinition definition(String name, BusListenerEndpoint endpoint) {
        try {
            return streams.get(name).definition();
        } catch (UnknownStreamException e) {
            throw new UnknownStreamException(e.name(), streams.names(), endpoint.origin());
        }
    }

    /** Where a listener copies what it cannot handle; null if it has no such stream. */
    @Nullable BusPublisher deadLetters(BusListenerEndpoint endpoint) {
        String stream = endpoint.options().deadLetterStream();
        return stream == null
                ? null
                : publishers.apply(definition(stream, endpoint).name());
    }

    /**
     * Notes where a registered listener copies what it cannot handle, if it may.
     *
     * @throws BusConfigurationException if that stream is for one thread, and more would write to it
     */
    void claimDeadLetters(BusListenerEndpoint endpoint) {
        String stream = endpoint.options().deadLetterStream();
        if (stream == null || !endpoint.mayCopy()) {
            return;
        }
        StreamDefinition definition = definition(stream, endpoint);
        if (definition.exclusive() && endpoint.options().concurrency() > 1) {
            throw new BusConfigurationException("listener '" + endpoint.id() + "' (" + endpoint.origin()
                    + ") would copy messages with several threads (concurrency) to stream '" + stream
                    + "', which is for one; set bus.streams." + stream + ".exclusive=false");
        }
        writers.claim(definition, endpoint.id(), endpoint.agent(), endpoint.origin());
    }
}
