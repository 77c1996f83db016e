package io.tradebus.spring.core;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.StreamDefinition;

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
    public ListenerAgent listener(ListenerDefinition definition, MessageHandler handler, FailureHandler failures) {
        return runtime.listener(definition, handler, failures);
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
