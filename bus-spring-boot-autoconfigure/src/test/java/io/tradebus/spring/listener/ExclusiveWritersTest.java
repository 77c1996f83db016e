package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.event.BusEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExclusiveWritersTest {
    private static final StreamDefinition OUT =
            StreamDefinition.of("out", "aeron:ipc", 1).withExclusive(true);

    private final ExclusiveWriters writers = new ExclusiveWriters();
    private final FakeConnection connection = new FakeConnection();
    private final BusEvents events = new BusEvents(event -> {});
    private final DefaultBusListenerRegistry registry = new DefaultBusListenerRegistry(
            new ListenerEnvironment(
                    new BusStreams(List.of(
                            new BusStream(StreamDefinition.of("orders", "aeron:ipc", 2), Payload.AUTO),
                            new BusStream(OUT, Payload.AUTO))),
                    () -> connection,
                    StubPublisher::new,
                    new BusConverters(List.of()),
                    new StubSettings(),
                    new AgentGroups(Map.of()),
                    writers,
                    List.of()),
            events,
            DefaultBusListenerRegistry.DEFAULT_PHASE);

    @AfterEach
    void stop() {
        registry.stop();
        events.destroy();
    }

    @Test
    void remembersAllThatShareAnAgentUntilEachIsGone() {
        writers.claim(OUT, "a", "x", "here");
        writers.claim(OUT, "b", "x", "there");

        writers.release("a");
        assertThatThrownBy(() -> writers.claim(OUT, "c", null, "elsewhere"))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("listeners 'b' (there) and 'c' (elsewhere) would write to stream 'out'");

        writers.release("b");
        assertThatCode(() -> writers.claim(OUT, "c", null, "elsewhere")).doesNotThrowAnyException();
    }

    @Test
    void aRefusedClaimLeavesNothingBehind() {
        writers.claim(OUT, "a", "x", "here");
        assertThatThrownBy(() -> writers.claim(OUT, "c", null, "elsewhere"))
                .isInstanceOf(BusConfigurationException.class);

        assertThatCode(() -> writers.claim(OUT, "b", "x", "there")).doesNotThrowAnyException();
    }

    @Test
    void whatNeverCopiesMayHaveSeveralThreads() {
        assertThatCode(() -> registry.register(endpoint("a", OnError.HALT, 2))).doesNotThrowAnyException();

        assertThatThrownBy(() -> registry.register(endpoint("b", OnError.DEAD_LETTER, 2)))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("set bus.streams.out.exclusive=false");
        assertThat(registry.listeners()).extracting(BusListenerHandle::id).containsExactly("a");
    }

    @Test
    void aRefusedListenerClaimsNothingForTheOneThatHasItsId() {
        registry.register(endpoint("a", OnError.HALT, 1));
        assertThatThrownBy(() -> registry.register(endpoint("a", OnError.DEAD_LETTER, 1)))
                .hasMessageContaining("two listeners have the id 'a'");

        registry.register(endpoint("b", OnError.DEAD_LETTER, 1));

        assertThatThrownBy(() -> registry.register(endpoint("c", OnError.DEAD_LETTER, 1)))
                .hasMessageContaining("listeners 'b'");
        registry.deregister("b");
        registry.register(endpoint("c", OnError.DEAD_LETTER, 1));
    }

    private static BusListenerEndpoint endpoint(String id, OnError onError, int concurrency) {
        return BusListenerEndpoint.of(id, "orders", (buffer, offset, length, header) -> BusAction.CONTINUE)
                .withOptions(ListenerOptions.DEFAULT
                        .withErrors(onError, RetryPolicy.DEFAULT)
                        .withDeadLetterStream("out")
                        .withConcurrency(concurrency));
    }
}
