package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.DeadLetter;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

class DeadLetterTest {
    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner =
            ListenerBeans.runner(parent).withPropertyValues("bus.listener.dead-letter.stream=dead");

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    static class Failing {
        final List<String> calls = new CopyOnWriteArrayList<>();

        @BusListener(id = "failing", streams = "orders", onError = "${strategy:dead-letter}")
        void onText(String text) {
            calls.add(text);
            if (text.startsWith("bad")) {
                throw new IllegalArgumentException(text);
            }
        }
    }

    static class Undertaker {
        final List<String> letters = new CopyOnWriteArrayList<>();

        @BusListener(id = "undertaker", streams = "dead", onError = "halt")
        void onLetter(DeadLetter letter, BusHeader header) {
            letters.add(header.stream() + " " + letter.streamId() + " " + letter.attempts() + " "
                    + letter.buffer().getStringWithoutLengthUtf8(letter.offset(), letter.length()));
        }
    }

    @ParameterizedTest
    @CsvSource({"dead-letter, 1, 1", "retry, 4, 4"})
    void copiesWhatCannotBeHandledAndGoesOn(String strategy, int attempts, int failures) {
        runner.withBean(Failing.class)
                .withBean(Undertaker.class)
                .withPropertyValues("strategy=" + strategy, "bus.listener.retry.then=dead-letter")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    ListenerBeans.send(context, "orders", "bad");
                    ListenerBeans.send(context, "orders", "good");

                    List<String> letters = context.getBean(Undertaker.class).letters;
                    List<String> calls = context.getBean(Failing.class).calls;
                    Await.until("it is copied", () -> letters.size() == 1);
                    Await.until("it has gone on", () -> calls.contains("good"));
                    assertThat(letters).containsExactly("dead 1 " + attempts + " bad");
                    BusListenerHandle listener =
                            context.getBean(BusListenerRegistry.class).listener("failing");
                    assertThat(listener.counters("orders").deadLettered()).isEqualTo(1);
                    assertThat(listener.counters("orders").skipped()).isZero();
                    assertThat(listener.counters("orders").failures()).isEqualTo(failures);
                    Await.until("it runs", () -> listener.state() == ListenerState.RUNNING);
                });
    }

    @Test
    void haltsWhenTheDeadLetterStreamTakesNothingAndGoesOnWhenAnOperatorTriesAgain() {
        runner.withBean(Failing.class).withBean(Undertaker.class).run(context -> {
            BusListenerRegistry listeners = context.getBean(BusListenerRegistry.class);
            BusListenerHandle listener = listeners.listener("failing");
            BusListenerHandle undertaker = listeners.listener("undertaker");
            BusPublisher dead = context.getBean(BusTemplate.class).publisher("dead");
            Await.until("it has room", () -> dead.availableWindow() > 0);
            undertaker.pause();
            Await.until("it is paused", () -> undertaker.state() == ListenerState.PAUSED);
            fill(dead);
            List<String> calls = context.getBean(Failing.class).calls;

            ListenerBeans.send(context, "orders", "bad");
            Await.until("it is halted", () -> listener.state() == ListenerState.HALTED);
            assertThat(calls).as("the handler is called once").containsExactly("bad");
            assertThat(listener.failure().orElseThrow().cause().getSuppressed()[0])
                    .hasMessageContaining("dead-letter stream 'dead' did not take it in 4 attempts: BACK_PRESSURED");

            listener.detach();
        });
    }

    /** Until nothing more is accepted; small messages too, since the end of the window may have room for one. */
    private static void fill(BusPublisher dead) {
        var bytes = new UnsafeBuffer(new byte[1024]);
        Await.until(
                "the window is full",
                () -> dead.offer(bytes, 0, bytes.capacity()) == OfferStatus.BACK_PRESSURED.code()
                        && dead.offer(bytes, 0, 1) == OfferStatus.BACK_PRESSURED.code());
    }

    @Test
    void aListenerWithoutAStreamForItFailsTheStart() {
        runner.withBean(Failing.class)
                .withPropertyValues("bus.listener.dead-letter.stream=")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("has no stream for them"));
        ListenerBeans.runner(parent)
                .withBean(Failing.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("has no stream for them")
                        .hasStackTraceContaining("bus.listeners.failing.dead-letter.stream"));
        runner.withBean(Failing.class)
                .withPropertyValues("bus.listener.dead-letter.stream=deat")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("deat"));
    }

    @ParameterizedTest
    @CsvSource({"bus.listener.dead-letter.stream=, halt", "bus.listeners.failing.dead-letter.stream=, dead-letter"})
    void aStreamWithABlankNameIsNotSet(String property, String strategy) {
        runner.withBean(Failing.class)
                .withPropertyValues(property, "strategy=" + strategy)
                .run(context -> assertThat(context).hasNotFailed());
    }
}
