package io.tradebus.spring.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.SendTo;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.TraceEnvelope;
import io.tradebus.spring.core.TraceSource;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.HandlerDecorator;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;

/** The trace of a result that waits for room: that of its handler, although it is published without it. */
class ResultTraceTest {
    private static final ThreadLocal<Long> CURRENT_SPAN = ThreadLocal.withInitial(() -> 0L);
    private static final TraceSource SOURCE =
            (buffer, offset) -> TraceEnvelope.write(buffer, offset, 1, 2, CURRENT_SPAN.get(), TraceEnvelope.SAMPLED);

    @TempDir
    private Path directory;

    /** Handles each message in a span of its own. */
    private static HandlerDecorator spanning() {
        AtomicLong spans = new AtomicLong();
        return (endpoint, handler) -> (buffer, offset, length, header) -> {
            CURRENT_SPAN.set(spans.incrementAndGet());
            try {
                return handler.onMessage(buffer, offset, length, header);
            } finally {
                CURRENT_SPAN.remove();
            }
        };
    }

    @Test
    void aResultThatWaitedNamesTheSpanInWhichItWasMade() {
        BusContexts.in(directory)
                .withConfiguration(AutoConfigurations.of(BusTracingAutoConfiguration.class))
                .withBean(TraceSource.class, () -> SOURCE)
                .withBean(HandlerDecorator.class, ResultTraceTest::spanning)
                .withBean(Checks.class)
                .withPropertyValues(
                        "bus.streams.checked.channel=ipc",
                        "bus.streams.checked.stream-id=1002",
                        "bus.streams.checked.trace=true",
                        "bus.listeners.checked.auto-startup=false")
                .run(context -> {
                    BusOperations bus = context.getBean(BusOperations.class);
                    BusListenerRegistry listeners = context.getBean(BusListenerRegistry.class);
                    Await.until("connected", () -> bus.publisher("orders").isConnected());
                    bus.send("orders", "waits");
                    Await.until("its result waits", () -> aborts(listeners) >= 2);

                    listeners.listener("checked").start();
                    Checks checks = context.getBean(Checks.class);
                    Await.until("sent", () -> checks.traces.size() == 1);
                    assertThat(checks.traces.get(0)).isEqualTo(traceParent(1));

                    bus.send("orders", "does not");
                    Await.until("sent", () -> checks.traces.size() == 2);
                    assertThat(checks.traces.get(1)).isNotIn(traceParent(0), traceParent(1));
                });
    }

    private static long aborts(BusListenerRegistry listeners) {
        return listeners.listener("check").counters("orders").aborts();
    }

    private static String traceParent(long span) {
        return String.format("00-%016x%016x-%016x-01", 1, 2, span);
    }

    static class Checks {
        private final List<String> traces = new CopyOnWriteArrayList<>();

        @BusListener(streams = "orders", id = "check")
        @SendTo("checked")
        String check(String order) {
            return order + ", checked";
        }

        @BusListener(streams = "checked", id = "checked")
        BusAction onChecked(BusMessage message) {
            String trace = TraceEnvelope.traceParent(message.buffer(), message.offset() - TraceEnvelope.LENGTH);
            traces.add(trace == null ? "none" : trace);
            return BusAction.CONTINUE;
        }
    }
}
