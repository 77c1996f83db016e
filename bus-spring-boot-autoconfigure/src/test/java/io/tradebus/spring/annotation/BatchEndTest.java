package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.spring.listener.BusFilter;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

class BatchEndTest {
    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner = ListenerBeans.runner(parent);

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    static class Batching {
        final List<String> batches = new CopyOnWriteArrayList<>();
        private final List<String> open = new ArrayList<>();
        volatile String poison = "";

        @BusListener(id = "batching", streams = "orders", onError = "halt", filter = "${filter:}")
        void onText(String text) {
            open.add(text);
        }

        @BusBatchEnd
        void flush() {
            List<String> batch = List.copyOf(open);
            open.clear();
            if (batch.contains(poison)) {
                throw new IllegalStateException("cannot flush " + batch);
            }
            batches.addAll(batch);
        }
    }

    @Test
    void finishesTheMessagesOfEachPoll() {
        BusFilter filter =
                (DirectBuffer buffer, int offset, int length, BusHeader header) -> buffer.getByte(offset) != 'x';
        runner.withBean(Batching.class)
                .withBean("noX", BusFilter.class, () -> filter)
                .withPropertyValues("filter=noX")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    for (String text : List.of("first", "x", "second", "third")) {
                        ListenerBeans.send(context, "orders", text);
                    }

                    List<String> batches = context.getBean(Batching.class).batches;
                    Await.until("all are flushed", () -> batches.size() == 3);
                    assertThat(batches).containsExactly("first", "second", "third");
                });
    }

    @Test
    void haltsAtTheMessageThatCannotBeFinished() {
        runner.withBean(Batching.class).run(context -> {
            Batching bean = context.getBean(Batching.class);
            BusListenerHandle listener =
                    context.getBean(BusListenerRegistry.class).listener("batching");
            bean.poison = "second";
            listener.pause();
            Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
            for (String text : List.of("first", "second", "third")) {
                ListenerBeans.send(context, "orders", text);
            }
            listener.resume();

            Await.until("it is halted", () -> listener.state() == ListenerState.HALTED);
            assertThat(listener.failure().orElseThrow().cause()).hasMessage("cannot flush [second]");
            assertThat(bean.batches).containsExactly("first");
            bean.poison = "";
            listener.retry();
            Await.until("all are flushed", () -> bean.batches.size() == 3);
            assertThat(bean.batches).containsExactly("first", "second", "third");
        });
    }

    static class Record {
        @BusListener(id = "record", streams = "orders", ackMode = "record")
        void onText(String text) {}

        @BusBatchEnd
        void flush() {}
    }

    static class TwoListeners {
        @BusListener(id = "one", streams = "orders")
        void onOrder(String text) {}

        @BusListener(id = "other", streams = "checked")
        void onChecked(String text) {}

        @BusBatchEnd
        void flush() {}
    }

    static class TwoEnds {
        @BusListener(id = "one", streams = "orders")
        void onOrder(String text) {}

        @BusBatchEnd
        void flush() {}

        @BusBatchEnd("one")
        void flushToo() {}
    }

    static class UnknownListener {
        @BusListener(id = "one", streams = "orders")
        void onOrder(String text) {}

        @BusBatchEnd("two")
        void flush() {}
    }

    static class WithArguments {
        @BusListener(id = "one", streams = "orders")
        void onOrder(String text) {}

        @BusBatchEnd
        void flush(String text) {}
    }

    static class NoListener {
        @BusBatchEnd
        void flush() {}
    }

    static class Named {
        @BusListener(id = "one", streams = "orders")
        void onOrder(String text) {}

        @BusListener(id = "other", streams = "checked", ackMode = "record")
        void onChecked(String text) {}

        @BusBatchEnd("one")
        void flush() {}
    }

    @Test
    void whatCannotWorkFailsTheStartWithTheFix() {
        refused(Record.class, "listener 'record' commits otherwise: set its ackMode to 'batch'");
        refused(TwoListeners.class, "its bean has 2 listeners, one, other; name one: @BusBatchEnd(\"one\")");
        refused(TwoEnds.class, "finish the batches of listener 'one'; remove one of them");
        refused(UnknownListener.class, "names listener 'two', which its bean does not have; it has one");
        refused(WithArguments.class, "it takes no arguments and returns nothing");
        refused(NoListener.class, "finishes the batches of no listener; add @BusListener");
        runner.withBean(Named.class).run(context -> assertThat(context).hasNotFailed());
    }

    private <T> void refused(Class<T> type, String problem) {
        runner.withBean(type).run(context -> assertThat(context).getFailure().hasStackTraceContaining(problem));
    }

    @Test
    void refusesToFinishBatchesOfSeveralThreadsInOneBean() {
        runner.withBean(Batching.class)
                .withPropertyValues("bus.listeners.batching.concurrency=2")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("would finish what other threads have not handled yet: listener"
                                + " 'batching' has 2 agents, which share its bean; set its concurrency to 1"));
    }
}
