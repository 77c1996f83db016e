package io.tradebus.spring.autoconfigure;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerWork;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusConnection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection to the driver in this process that opens nothing the driver could not carry. */
final class FittingBusConnection implements BusConnection {
    private final BusConnection connection;
    private final StreamFit fit;

    FittingBusConnection(BusConnection connection, StreamFit fit) {
        this.connection = connection;
        this.fit = fit;
    }

    @Override
    public BusPublisher publisher(StreamDefinition stream) {
        fit.requireSendable(stream);
        return connection.publisher(stream);
    }

    @Override
    public ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
        for (StreamDefinition stream : definition.streams()) {
            fit.requireReceivable(stream);
        }
        return connection.listener(definition, work);
    }

    @Override
    public Requester requester(StreamDefinition stream, int maxInFlight) {
        fit.requireSendable(stream);
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
}
