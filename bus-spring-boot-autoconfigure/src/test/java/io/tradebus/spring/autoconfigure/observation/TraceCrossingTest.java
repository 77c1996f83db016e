package io.tradebus.spring.autoconfigure.observation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import io.tradebus.core.MessageTooLargeException;
import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.TraceEnvelope;
import io.tradebus.spring.core.TraceSource;
import io.tradebus.spring.listener.BusErrorHandler;
import io.tradebus.spring.listener.BusErrorHandler.Decision;
import io.tradebus.spring.listener.BusFilter;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Traces that cross the bus, on a stream that asks for it. */
class TraceCrossingTest {
    private static final String TRACE_PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final TraceSource FIXED = (buffer, offset) -> TraceEnvelope.write(
            buffer, offset, 0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 0x00f067aa0ba902b7L, TraceEnvelope.SAMPLED);

    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory)
                .withConfiguration(AutoConfigurations.of(BusTracingAutoConfiguration.class))
                .withPropertyValues("bus.streams.orders.trace=true");
    }

    @Test
    void goesOnInTheListenerWithTheTraceOfThePublisher() {
        var tracer = new SimpleTracer();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(
                        new PropagatingReceiverTracingObservationHandler<>(tracer, new TraceParentPropagator(tracer)));
        runner.withBean(Tracer.class, () -> tracer)
                .withBean(ObservationRegistry.class, () -> registry)
                .withBean(Spans.class)
                .withPropertyValues("bus.listener.observation-enabled=true")
                .run(context -> {
                    BusOperations bus = connected(context);
                    SimpleSpan publishing = tracer.nextSpan().start();
                    try (Tracer.SpanInScope scope = tracer.withSpan(publishing)) {
                        assertThat(scope).isNotNull();
                        bus.send("orders", "in a trace");
                    }
                    bus.send("orders", "in none");

                    Spans spans = context.getBean(Spans.class);
                    Await.until("handled", () -> spans.seen.size() == 2);
                    assertThat(spans.seen.get(0).context().traceId())
                            .endsWith(publishing.context().traceId());
                    assertThat(spans.seen.get(0).context().parentId())
                            .isEqualTo(publishing.context().spanId());
                    assertThat(spans.seen.get(1).context().traceId())
                            .doesNotEndWith(publishing.context().traceId());
                });
    }

    @Test
    void leavesTheMessageAsItIsHoweverItIsPublished() {
        runner.withBean(TraceSource.class, () -> FIXED).withBean(Raw.class).run(context -> {
            BusOperations bus = connected(context);
            var hello = new UnsafeBuffer("hello world".getBytes(UTF_8));
            String large = "x".repeat(5_000);

            bus.send("orders", "text");
            bus.publisher("orders").offer(hello, 6, 5);
            bus.publisher("orders").offer(hello, 0, 6, hello, 6, 5);
            bus.tryClaim("orders", 5, (buffer, offset, length) -> buffer.putBytes(offset, hello, 0, length));
            bus.send("orders", large);
            MessageBatch batch = bus.publisher("orders").newBatch(1024);
            batch.add(hello, 0, 5);
            batch.add(hello, 6, 5);
            bus.publisher("orders").offer(batch);

            Raw raw = context.getBean(Raw.class);
            Await.until("handled", () -> raw.messages.size() == 7);
            assertThat(raw.messages).containsExactly("text", "world", "hello world", "hello", large, "hello", "world");
            assertThat(raw.traces).hasSize(7).containsOnly(TRACE_PARENT);
        });
    }

    @Test
    void refusesABatchWithoutRoomForTraces() {
        runner.withBean(TraceSource.class, () -> FIXED).withBean(Raw.class).run(context -> {
            BusPublisher orders = connected(context).publisher("orders");
            var batch = new MessageBatch(1024);
            batch.add(new UnsafeBuffer(new byte[8]), 0, 8);

            assertThatThrownBy(() -> orders.offer(batch))
                    .hasMessage(
                            "stream 'orders' sends a trace of 32 bytes before each message, for which this batch has 0:"
                                    + " make it by newBatch of its publisher");
        });
    }

    @Test
    void countsTheEnvelopeAgainstTheLongestMessage() {
        runner.withPropertyValues("bus.streams.plain.channel=ipc", "bus.streams.plain.stream-id=1002")
                .withBean(Raw.class)
                .run(context -> {
                    BusOperations bus = connected(context);
                    BusPublisher plain = bus.publisher("plain");
                    BusPublisher traced = bus.publisher("orders");

                    assertThat(traced.maxMessageLength()).isEqualTo(plain.maxMessageLength() - 32);
                    assertThat(traced.maxPayloadLength()).isEqualTo(plain.maxPayloadLength() - 32);
                    assertThatThrownBy(() -> bus.send("orders", new byte[plain.maxMessageLength()]))
                            .isInstanceOf(MessageTooLargeException.class);
                });
    }

    @Test
    void showsFiltersAndErrorHandlersTheMessageWithoutIt() {
        var seen = new CopyOnWriteArrayList<String>();
        runner.withBean("onlyText", BusFilter.class, () -> (buffer, offset, length, header) -> {
                    seen.add("filter " + buffer.getStringWithoutLengthUtf8(offset, length));
                    return true;
                })
                .withBean("skipping", BusErrorHandler.class, () -> (failure, message, attempt) -> {
                    seen.add("failure " + text(message));
                    return Decision.SKIP;
                })
                .withBean(Failing.class)
                .run(context -> {
                    connected(context).send("orders", "bad");

                    Await.until("failed", () -> seen.size() == 2);
                    assertThat(seen).containsExactly("filter bad", "failure bad");
                });
    }

    @Test
    void refusesMessagesOfAPublisherThatSendsNoTraces() {
        runner.withBean(Skipping.class)
                .withBean("skipping", BusErrorHandler.class, () -> (failure, message, attempt) -> {
                    assertThat(text(message)).isEqualTo("without");
                    assertThat(failure)
                            .hasMessage("a message of stream 'orders' does not begin with a trace envelope; set"
                                    + " bus.streams.orders.trace for its publisher too, or for nobody");
                    return Decision.SKIP;
                })
                .run(context -> {
                    BusOperations bus = connected(context);
                    Objects.requireNonNull(
                                    context.getBean(BusRuntimeLifecycle.class).runtime())
                            .client()
                            .addPublication("aeron:ipc?term-length=64k", 1001)
                            .offer(new UnsafeBuffer("without".getBytes(UTF_8)), 0, 7);
                    bus.send("orders", "with");

                    Skipping handled = context.getBean(Skipping.class);
                    Await.until("handled", () -> !handled.messages.isEmpty());
                    assertThat(handled.messages).containsExactly("with");
                });
    }

    @Test
    void namesNoTraceWithoutATracer() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
                .withBean(Raw.class)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(TraceSource.class);
                    connected(context).send("orders", "text");

                    Raw raw = context.getBean(Raw.class);
                    Await.until("handled", () -> raw.messages.size() == 1);
                    assertThat(raw.messages).containsExactly("text");
                    assertThat(raw.traces).containsExactly("none");
                });
    }

    private static BusOperations connected(ApplicationContext context) {
        BusOperations bus = context.getBean(BusOperations.class);
        Await.until("connected", () -> bus.publisher("orders").isConnected());
        return bus;
    }

    private static String text(BusMessage message) {
        return message.buffer().getStringWithoutLengthUtf8(message.offset(), message.length());
    }

    /** Takes messages as they are, and looks at the bytes before them. */
    static class Raw {
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final List<String> traces = new CopyOnWriteArrayList<>();

        @BusListener(streams = "orders", id = "raw")
        BusAction onMessage(BusMessage message) {
            String trace = TraceEnvelope.traceParent(message.buffer(), message.offset() - TraceEnvelope.LENGTH);
            traces.add(trace == null ? "none" : trace);
            messages.add(text(message));
            return BusAction.CONTINUE;
        }
    }

    static class Skipping {
        private final List<String> messages = new CopyOnWriteArrayList<>();

        @BusListener(streams = "orders", id = "skipping", errorHandler = "skipping")
        void onMessage(String text) {
            messages.add(text);
        }
    }

    static class Failing {
        @BusListener(streams = "orders", id = "failing", filter = "onlyText", errorHandler = "skipping")
        void onMessage(String text) {
            throw new IllegalStateException(text);
        }
    }

    /** Notes the span that is current while a message is handled. */
    static class Spans {
        private final List<Span> seen = new CopyOnWriteArrayList<>();
        private final Tracer tracer;

        Spans(Tracer tracer) {
            this.tracer = tracer;
        }

        @BusListener(streams = "orders", id = "spans")
        void onMessage(String text) {
            Span current = tracer.currentSpan();
            seen.add(current == null ? Span.NOOP : current);
        }
    }
}
