package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.BusReply;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

class SendToTest {
    /** More than the windows of both streams hold. */
    private static final int MANY = 3000;

    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner = ListenerBeans.runner(parent).withPropertyValues("checked=checked");

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    record Checked(String order) {}

    static class Json {
        final List<Object> results = new CopyOnWriteArrayList<>();

        @BusListener(id = "check", streams = "orders")
        @SendTo("${checked}")
        Checked check(String order) {
            return new Checked(order);
        }

        @BusListener(id = "results", streams = "checked")
        void onResult(Checked checked) {
            results.add(checked);
        }
    }

    @Test
    void sendsWhatAMethodReturnsToAnotherStream() {
        runner.withBean(Json.class).run(context -> {
            assertThat(context).hasNotFailed();

            ListenerBeans.send(context, "orders", "first");

            List<Object> results = context.getBean(Json.class).results;
            Await.until("it has arrived", () -> !results.isEmpty());
            assertThat(results).containsExactly(new Checked("first"));
        });
    }

    static class Sbe {
        final AtomicInteger handled = new AtomicInteger();
        final List<Long> results = new CopyOnWriteArrayList<>();

        @BusListener(id = "check", streams = "orders")
        @SendTo("checked")
        void check(OrderDecoder order, BusReply<OrderEncoder> reply) {
            handled.incrementAndGet();
            reply.encoder().id(order.id()).quantity(order.quantity());
        }

        @BusListener(id = "results", streams = "checked")
        void onResult(OrderDecoder checked) {
            results.add(checked.id());
        }
    }

    @Test
    void pressureGoesUpstreamAndEachMessageIsHandledOnce() {
        runner.withBean(Sbe.class).run(context -> {
            Sbe bean = context.getBean(Sbe.class);
            BusListenerRegistry listeners = context.getBean(BusListenerRegistry.class);
            BusListenerHandle results = listeners.listener("results");
            BusListenerHandle check = listeners.listener("check");
            BusTemplate bus = context.getBean(BusTemplate.class);
            BusPublisher orders = bus.publisher("orders");
            Await.until(
                    "both streams are connected",
                    () -> orders.isConnected() && bus.publisher("checked").isConnected());
            results.pause();
            Await.until("it is paused", () -> results.state() == ListenerState.PAUSED);

            int sent = 0;
            var encoder = new OrderEncoder();
            while (sent < MANY && check.counters("orders").aborts() < 100) {
                sent += offered(bus, encoder, sent) ? 1 : 0;
            }
            assertThat(sent).as("a result waits").isLessThan(MANY);
            Await.until("the sender is held back", () -> !offered(bus, encoder, -1));
            assertThat(bean.handled.get()).isLessThan(sent);
            results.resume();
            long count = sent;
            Await.until(
                    "all have arrived",
                    () -> bean.results.stream().filter(id -> id >= 0).count() == count);

            assertThat(bean.results.stream().filter(id -> id >= 0).toList())
                    .isEqualTo(LongStream.range(0, count).boxed().toList());
            assertThat(bean.handled.get()).isEqualTo(bean.results.size());
            assertThat(check.counters("orders").failures()).isZero();
        });
    }

    private static boolean offered(BusTemplate bus, OrderEncoder encoder, long id) {
        return bus.offer("orders", encoder, order -> order.id(id).quantity(1)).isAccepted();
    }

    static class ToNowhere {
        @BusListener("orders")
        @SendTo("chekced")
        String check(String order) {
            return order;
        }
    }

    static class ToItself {
        @BusListener("orders")
        @SendTo("orders")
        String check(String order) {
            return order;
        }
    }

    static class OfAnotherPayload {
        @BusListener("orders")
        @SendTo("checked")
        Checked check(String order) {
            return new Checked(order);
        }
    }

    @Test
    void whatCannotWorkFailsTheStartWithTheFix() {
        refused(ToNowhere.class, "chekced", "@SendTo on", "checked, dead, orders");
        refused(ToItself.class, "the listener would receive what it sends", "send to another stream");
        refused(OfAnotherPayload.class, "stream 'checked' carries SBE", "is JSON");
    }

    private void refused(Class<?> type, String... texts) {
        runner.withBean(type)
                .withPropertyValues("bus.streams.checked.payload=sbe")
                .run(context -> {
                    for (String text : texts) {
                        assertThat(context).getFailure().hasStackTraceContaining(text);
                    }
                });
    }
}
