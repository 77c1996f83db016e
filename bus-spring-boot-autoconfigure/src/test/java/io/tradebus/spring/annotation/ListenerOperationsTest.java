package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

/** What an operator can do with a listener, with a driver behind it. */
class ListenerOperationsTest {
    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner = ListenerBeans.runner(parent).withBean(Fragile.class);

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    static class Fragile {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<String> handled = new CopyOnWriteArrayList<>();
        volatile boolean isBroken = true;

        @BusListener(id = "fragile", streams = "orders", properties = "retry.max-attempts=1")
        void onText(String text) {
            calls.add(text);
            if (isBroken && text.startsWith("bad")) {
                throw new IllegalArgumentException(text);
            }
            handled.add(text);
        }
    }

    @Test
    void pauseHandlesNothingAndKeepsEverything() {
        runner.run(context -> {
            BusListenerHandle listener = listener(context);
            listener.pause();
            Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
            ListenerBeans.send(context, "orders", "first");
            assertThat(bean(context).calls).isEmpty();
            assertThatThrownBy(listener::start).hasMessageContaining("is paused and cannot start");

            listener.resume();

            Await.until("it is handled", () -> bean(context).handled.contains("first"));
            Await.until("it runs", () -> listener.state() == ListenerState.RUNNING);
            assertThatThrownBy(listener::start).hasMessageContaining("is running and cannot start");
        });
    }

    @Test
    void retryBeginsWithAllAttemptsAgain() {
        halted(context -> {
            BusListenerHandle listener = listener(context);
            Fragile bean = bean(context);
            assertThat(bean.calls).containsExactly("bad", "bad");

            listener.retry();
            Await.until("it has tried as often again", () -> bean.calls.size() == 4);
            Await.until("it is halted", () -> listener.state() == ListenerState.HALTED);
            bean.isBroken = false;
            listener.retry();

            Await.until("it goes on", () -> bean.handled.contains("good"));
            Await.until("it runs", () -> listener.state() == ListenerState.RUNNING);
            assertThat(bean.handled).containsExactly("bad", "good");
            assertThat(listener.failure()).isEmpty();
        });
    }

    @Test
    void skipMovesPastTheMessageAndNoOther() {
        halted(context -> {
            BusListenerHandle listener = listener(context);

            listener.skip();

            Await.until("it goes on", () -> bean(context).handled.contains("good"));
            Await.until("it runs", () -> listener.state() == ListenerState.RUNNING);
            assertThat(bean(context).handled).containsExactly("good");
            assertThat(listener.counters("orders").skipped()).isEqualTo(1);
            assertThatThrownBy(listener::skip).hasMessageContaining("cannot skip");
        });
    }

    @Test
    void detachLetsPublishersGoAndStartSubscribesAgain() {
        halted(context -> {
            BusListenerHandle listener = listener(context);
            BusTemplate bus = context.getBean(BusTemplate.class);

            listener.detach();
            Await.until("it is detached", () -> listener.state() == ListenerState.DETACHED);
            Await.until("nobody is subscribed", () -> !bus.publisher("orders").isConnected());
            assertThat(listener.failure()).isPresent();
            bean(context).isBroken = false;
            listener.start();
            Await.until("it reads", () -> !listener.sessions().isEmpty());
            bus.send("orders", "again");

            Await.until("it is handled", () -> bean(context).handled.contains("again"));
        });
    }

    @Test
    void startRunsWhatWasPausedAndThenDetached() {
        runner.run(context -> {
            BusListenerHandle listener = listener(context);
            listener.pause();
            Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
            listener.detach();
            Await.until("it is detached", () -> listener.state() == ListenerState.DETACHED);

            listener.start();

            Await.until("it runs", () -> listener.state() == ListenerState.RUNNING);
        });
    }

    @Test
    void stopEndsItAndStartBeginsAnew() {
        runner.run(context -> {
            BusListenerHandle listener = listener(context);
            BusTemplate bus = context.getBean(BusTemplate.class);
            ListenerBeans.send(context, "orders", "first");
            Await.until("it is handled", () -> bean(context).handled.contains("first"));

            listener.stop();
            assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);
            Await.until("nobody is subscribed", () -> !bus.publisher("orders").isConnected());
            listener.start();
            Await.until("it reads", () -> !listener.sessions().isEmpty());
            bus.send("orders", "second");

            Await.until("it is handled", () -> bean(context).handled.contains("second"));
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ListenerState.class,
            names = {"RUNNING", "PAUSED", "STOPPED", "DETACHED"})
    void staysAsItWasWantedWhenTheContextIsStoppedAndStarted(ListenerState wanted) {
        runner.run(context -> {
            BusListenerHandle listener = listener(context);
            switch (wanted) {
                case PAUSED -> listener.pause();
                case STOPPED -> listener.stop();
                case DETACHED -> listener.detach();
                default -> assertThat(listener.desiredState()).isEqualTo(ListenerState.RUNNING);
            }
            Await.until("it is " + wanted, () -> listener.state() == wanted);

            for (int restart = 0; restart < 2; restart++) {
                context.getSourceApplicationContext().stop();
                context.getSourceApplicationContext().start();
                Await.until("it is " + wanted + " again", () -> listener.state() == wanted);
            }

            assertThat(listener.desiredState()).isEqualTo(wanted);
            assertThat(listener.sessions()).isEmpty();
        });
    }

    /** Runs with a listener that stands at "bad", with "good" behind it. */
    private void halted(Consumer<AssertableApplicationContext> test) {
        runner.run(context -> {
            ListenerBeans.send(context, "orders", "bad");
            ListenerBeans.send(context, "orders", "good");
            BusListenerHandle listener = listener(context);
            Await.until("it is halted", () -> listener.state() == ListenerState.HALTED);
            test.accept(context);
        });
    }

    private static BusListenerHandle listener(AssertableApplicationContext context) {
        return context.getBean(BusListenerRegistry.class).listener("fragile");
    }

    private static Fragile bean(AssertableApplicationContext context) {
        return context.getBean(Fragile.class);
    }
}
