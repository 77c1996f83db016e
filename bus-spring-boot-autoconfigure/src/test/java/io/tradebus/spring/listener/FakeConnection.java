package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerWork;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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
    public ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
        ListenerWork first = work.get();
        var agent = new FakeAgent(definition, first.handler(), first.failures());
        agents.add(agent);
        return agent;
    }

    @Override
    public void close() {}
}
