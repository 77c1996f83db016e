package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.event.BusEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry of listeners whose agents do what their test says. */
final class FakeRegistry implements AutoCloseable {
    final FakeConnection connection = new FakeConnection();
    final List<Object> published = new CopyOnWriteArrayList<>();
    final BusEvents events = new BusEvents(published::add);
    final AgentGroups groups = new AgentGroups(Map.of());
    final DefaultBusListenerRegistry registry = new DefaultBusListenerRegistry(
            new ListenerEnvironment(
                    new BusStreams(List.of(
                            new BusStream(StreamDefinition.of("orders", "aeron:ipc", 1), Payload.AUTO),
                            new BusStream(StreamDefinition.of("fills", "aeron:ipc", 2), Payload.AUTO))),
                    () -> connection,
                    StubPublisher::new,
                    new BusConverters(List.of()),
                    new StubSettings(),
                    groups,
                    new ExclusiveWriters(),
                    List.of()),
            events,
            DefaultBusListenerRegistry.DEFAULT_PHASE);

    BusListenerHandle register(String id, ListenerOptions options) {
        return registry.register(endpoint(id, options));
    }

    static BusListenerEndpoint endpoint(String id, ListenerOptions options) {
        return BusListenerEndpoint.of(id, "orders", (buffer, offset, length, header) -> BusAction.CONTINUE)
                .withOptions(options);
    }

    @Override
    public void close() {
        registry.stop();
        events.destroy();
    }
}
