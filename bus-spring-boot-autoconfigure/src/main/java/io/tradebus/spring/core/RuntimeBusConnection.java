package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerWork;
import io.tradebus.core.runtime.StreamDefinition;
import java.util.function.Supplier;

/** A connection that is a runtime. */
public final class RuntimeBusConnection implements BusConnection {
    private final BusRuntime runtime;

    public RuntimeBusConnection(BusRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public BusPublisher publisher(StreamDefinition stream) {
        return runtime.publisher(stream);
    }

    @Override
    public ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
        return runtime.listener(definition, work);
    }

    @Override
    public Requester requester(StreamDefinition stream, int maxInFlight) {
        return runtime.requester(stream, maxInFlight);
    }

    @Override
    public BusRuntime runtime() {
        return runtime;
    }

    @Override
    public void close() {
        runtime.close();
    }
}
