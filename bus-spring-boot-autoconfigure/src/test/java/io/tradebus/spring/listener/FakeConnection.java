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
import org.jspecify.annotations.Nullable;

/** Hands out {@link FakeAgent}s. */
final class FakeConnection implements BusConnection {
    final List<FakeAgent> agents = new ArrayList<>();

    /** What the handler of the next agent does. */
    @Nullable Runnable inFirstHandler;

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
        agent.inHandler = inFirstHandler;
        agents.add(agent);
        return agent;
    }

    @Override
    public void close() {}
}
