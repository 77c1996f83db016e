package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.BusListenerSpec;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

class ConcurrentListenerTest {
    private static final int SESSIONS = 4;
    private static final int MESSAGES = 200;

    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner = ListenerBeans.runner(parent);

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    static class Concurrent {
        final Map<Integer, List<Long>> bySession = new ConcurrentHashMap<>();
        final Map<Integer, Set<String>> threads = new ConcurrentHashMap<>();

        @BusListener(id = "risk", streams = "orders", concurrency = "2")
        void onOrder(DirectBuffer buffer, int offset, int length, BusHeader header) {
            bySession
                    .computeIfAbsent(header.sessionId(), id -> new CopyOnWriteArrayList<>())
                    .add(buffer.getLong(offset));
            threads.computeIfAbsent(header.sessionId(), id -> ConcurrentHashMap.newKeySet())
                    .add(Thread.currentThread().getName());
        }
    }

    @Test
    void spreadsPublishersOverItsThreadsAndKeepsEachInOrder() {
        runner.withBean(Concurrent.class).run(context -> {
            assertThat(context).hasNotFailed();
            BusListenerHandle listener =
                    context.getBean(BusListenerRegistry.class).listener("risk");
            BusRuntime runtime = Objects.requireNonNull(
                    context.getBean(BusRuntimeLifecycle.class).runtime());
            Client client = runtime.client();
            List<Publication> publications = Stream.generate(
                            () -> (Publication) client.addExclusivePublication("aeron:ipc?term-length=64k", 1))
                    .limit(SESSIONS)
                    .toList();
            Await.until("all are seen", () -> listener.sessions().size() == SESSIONS);
            var message = new UnsafeBuffer(new byte[8]);
            for (long value = 0; value < MESSAGES; value++) {
                message.putLong(0, value);
                for (Publication publication : publications) {
                    while (publication.offer(message, 0, 8) < 0) {
                        Thread.onSpinWait();
                    }
                }
            }

            Concurrent bean = context.getBean(Concurrent.class);
            Await.until("all have arrived", () -> listener.counters("orders").messages() == (long) SESSIONS * MESSAGES);
            assertThat(bean.bySession).hasSize(SESSIONS);
            assertThat(bean.bySession.values())
                    .allSatisfy(values -> assertThat(values).hasSize(MESSAGES).isSorted());
            assertThat(bean.threads.values())
                    .allSatisfy(names -> assertThat(names).hasSize(1));
            assertThat(bean.threads.values().stream().flatMap(Set::stream))
                    .containsExactlyInAnyOrder("bus-risk-1", "bus-risk-1", "bus-risk-2", "bus-risk-2");
            assertThat(listener.agents()).containsExactly("bus-risk-1", "bus-risk-2");
            listener.stop();
            assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);
            Await.until(
                    "its threads have ended", () -> threadsNamed("bus-risk-").isEmpty());
        });
    }

    private static List<String> threadsNamed(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @Test
    void severalAgentsCannotBeSharedAndThereIsAtLeastOne() {
        runner.withBean(Concurrent.class)
                .withPropertyValues("bus.listeners.risk.agent=shared")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("has 2 agents (concurrency) and cannot share the one agent 'shared'"));
        runner.withBean(Concurrent.class)
                .withPropertyValues("bus.listeners.risk.concurrency=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("concurrency must be at least 1, but was 0"));
    }

    static class SameThread {
        @BusListener(id = "risk-1", streams = "orders")
        void onOrder(String order) {}
    }

    static class Sharing {
        @BusListener(id = "sharing", streams = "orders", agent = "risk-2")
        void onOrder(String order) {}
    }

    @Test
    void noListenerTakesTheThreadOfAnotherForItsOwn() {
        runner.withBean(Concurrent.class)
                .withBean(SameThread.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("needs a thread bus-risk-1, which is that of listener 'risk")
                        .hasStackTraceContaining("give the listener another id, or the agent another name"));
        runner.withBean(Concurrent.class)
                .withBean(Sharing.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("needs a thread bus-risk-2, which is that of "));
        runner.withBean(Concurrent.class).run(context -> {
            BusListenerRegistrar registrar = context.getBean(BusListenerRegistrar.class);
            registrar.deregister("risk");
            registrar.register(BusListenerSpec.of("risk-1", "orders")
                    .handler((buffer, offset, length, header) -> BusAction.CONTINUE));
            assertThat(context.getBean(BusListenerRegistry.class)
                            .listener("risk-1")
                            .agents())
                    .containsExactly("bus-risk-1");
        });
    }

    static class Replying {
        @BusListener(id = "replying", streams = "orders", concurrency = "2")
        @SendTo("checked")
        String onOrder(String order) {
            return order;
        }
    }

    @Test
    void severalAgentsDoNotWriteToAStreamForOneThread() {
        runner.withBean(Replying.class)
                .withPropertyValues("bus.streams.checked.exclusive=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("would write with 2 threads (concurrency) to stream 'checked'"));
        runner.withBean(Concurrent.class)
                .withPropertyValues(
                        "bus.listener.on-error=dead-letter",
                        "bus.listener.dead-letter.stream=dead",
                        "bus.streams.dead.exclusive=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("set bus.streams.dead.exclusive=false"));
    }

    static class Bound {
        volatile String processors = "";

        @BusListener(id = "bound", streams = "orders", agent = "pinned")
        void onText(String text) throws IOException {
            processors = Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bindsTheThreadOfASharedAgentToAProcessor() {
        runner.withBean(Bound.class)
                .withPropertyValues("bus.listener.agents.pinned.cpu=0")
                .run(context -> {
                    ListenerBeans.send(context, "orders", "hello");

                    Bound bean = context.getBean(Bound.class);
                    Await.until("it was called", () -> !bean.processors.isEmpty());
                    assertThat(bean.processors).isEqualTo("0");
                });
        runner.withBean(Bound.class)
                .withPropertyValues("bus.listener.agents.pinned.cpu=-2")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("bus.listener.agents.pinned.cpu must be at least 0, but was -2"));
    }

    static class TwoSenders {
        @BusListener(id = "first", streams = "orders")
        @SendTo("checked")
        String first(String text) {
            return text;
        }

        @BusListener(id = "second", streams = "orders")
        @SendTo("checked")
        String second(String text) {
            return text;
        }
    }

    @Test
    void refusesAStreamForOneThreadToListenersWithAThreadEach() {
        ApplicationContextRunner exclusive =
                runner.withBean(TwoSenders.class).withPropertyValues("bus.streams.checked.exclusive=true");

        exclusive.run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("listeners 'first' (@SendTo on ")
                .hasStackTraceContaining("would write to stream 'checked' with a thread each, but it is for one; set "
                        + "bus.streams.checked.exclusive=false, or have them share one: bus.listeners.second.agent"));
        exclusive
                .withPropertyValues("bus.listeners.first.agent=shared", "bus.listeners.second.agent=shared")
                .run(context -> assertThat(context).hasNotFailed());
    }

    static class DeadAndSent {
        @BusListener(id = "first", streams = "orders")
        @SendTo("checked")
        String first(String text) {
            return text;
        }

        @BusListener(id = "second", streams = "orders", onError = "dead-letter")
        void second(String text) {}
    }

    @Test
    void countsDeadLettersAmongWhatIsWritten() {
        runner.withBean(DeadAndSent.class)
                .withPropertyValues(
                        "bus.streams.checked.exclusive=true", "bus.listeners.second.dead-letter.stream=checked")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("would write to stream 'checked' with a thread each"));
    }
}
