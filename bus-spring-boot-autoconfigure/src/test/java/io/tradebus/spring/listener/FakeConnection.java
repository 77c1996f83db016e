package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusConnection;
import java.util.ArrayList;
import java.util.List;

/** Hands out {@link FakeAgent}s. */
final class FakeConnection implements BusConnection {
    final List<FakeAgent> agents = new ArrayList<>();

    FakeAgent last() {
        return agents.get(agents.size() - 1);
    }

    @Override
    public BusPublisher publisher(StreamDefinition stream) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ListenerAgent listener(ListenerDefinition definition, MessageHandler handler, FailureHandler failures) {
        var agent = new FakeAgent(definition, handler, failures);
        agents.add(agent);
        return agent;
    }

    @Override
    public void close() {}
}
