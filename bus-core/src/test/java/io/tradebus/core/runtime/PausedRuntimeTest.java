package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process with its driver that stands still for longer than driver and client wait for each other. */
class PausedRuntimeTest {
    private final RecordingObserver observer = new RecordingObserver();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
    private final List<Long> handled = new ArrayList<>();
    private long nowNs = TimeUnit.DAYS.toNanos(1);
    private final BusRuntime runtime = start();
    private final ListenerAgent agent = runtime.listener(
            ListenerDefinition.of("risk", InvokedBus.ORDERS),
            (buffer, offset, length, header) -> {
                handled.add(buffer.getLong(offset));
                return BusAction.CONTINUE;
            },
            (failure, failed, attempt) -> FailureDecision.HALT);
    private final BusPublisher orders = runtime.publisher(InvokedBus.ORDERS);

    private BusRuntime start() {
        DriverConfig driver = InvokedBus.smallDriver(InvokedBus.newDirectory());
        return BusRuntime.embedded(
                driver.withThreading(driver.threading().withMode(ThreadingMode.INVOKER)),
                ClientConfig.defaults(driver.directory()),
                List.of(),
                RuntimeSettings.DEFAULT,
                observer,
                RuntimeWorld.of(new RuntimeClocks(
                        () -> nowNs, () -> TimeUnit.NANOSECONDS.toMillis(nowNs), pause -> nowNs += pause)));
    }

    @AfterEach
    void close() {
        runtime.close();
        InvokedBus.deleteDirectory(runtime.directory());
    }

    @Test
    void goesOnWithItsDriver() {
        send(1);
        runUntil("handled", () -> handled.contains(1L));

        nowNs += TimeUnit.MINUTES.toNanos(1);
        runUntil("the loss is told", () -> observer.hasBeginning("driver lost, recovering: "));
        runUntil("it is back", () -> observer.has("driver connected 1"));
        send(2);
        runUntil("handled", () -> handled.contains(2L));

        assertThat(handled).containsExactly(1L, 2L);
        assertThat(runtime.isDriverActive()).isTrue();
    }

    private void send(long value) {
        message.putLong(0, value);
        runUntil("accepted", () -> orders.offer(message, 0, 8) > 0);
    }

    private void runUntil(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            nowNs += 1_000_000;
            runtime.doWork();
            runOnce();
            return condition.getAsBoolean();
        });
    }

    private void runOnce() {
        try {
            agent.doWork();
        } catch (Exception e) {
            throw new IllegalStateException("the duty cycle of a listener must not throw", e);
        }
    }
}
