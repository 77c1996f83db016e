package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerWork;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What publishers and listeners need of a started runtime. It is used once: after a stop there is another one. */
public interface BusConnection extends AutoCloseable {
    /** Starts or finds the driver; called each time the context is started. */
    @FunctionalInterface
    interface Factory {
        /**
         * Connects.
         *
         * @throws io.tradebus.core.BusException if there is no driver, or it cannot be started
         */
        BusConnection open(RuntimeObserver observer);
    }

    /** Opens a publication, or takes part in one that is open. */
    BusPublisher publisher(StreamDefinition stream);

    /**
     * Subscribes; the caller then runs the workers of the agent on threads of his.
     *
     * @param work asked once for each of them
     */
    ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work);

    /** Subscribes with one agent. */
    default ListenerAgent listener(ListenerDefinition definition, MessageHandler handler, FailureHandler failures) {
        return listener(definition.withConcurrency(1), () -> new ListenerWork(handler, failures));
    }

    /**
     * Opens what sends requests to a stream; the caller polls it, and closes it before the connection.
     *
     * @param maxInFlight most requests at a time
     */
    default Requester requester(StreamDefinition stream, int maxInFlight) {
        throw new UnsupportedOperationException("this connection sends no requests");
    }

    /** The runtime itself, for whoever watches it; null where there is none, as in tests. */
    default @Nullable BusRuntime runtime() {
        return null;
    }

    @Override
    void close();
}
