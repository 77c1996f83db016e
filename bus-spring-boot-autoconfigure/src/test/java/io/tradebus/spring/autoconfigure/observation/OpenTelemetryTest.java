package io.tradebus.spring.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

/** Traces that go through the bus from one application to another, each of which has an OpenTelemetry of its own. */
class OpenTelemetryTest {
    private final Path directory = DriverDirectories.create();
    private final Telemetry ofPublisher = new Telemetry(Sampler.alwaysOn());
    private final Telemetry ofListener = new Telemetry(Sampler.parentBased(Sampler.alwaysOn()));

    /** A tracer and the spans that it has finished. */
    private static final class Telemetry implements SpanExporter {
        final List<SpanData> spans = new CopyOnWriteArrayList<>();
        final Tracer tracer;
        final ObservationRegistry observations = ObservationRegistry.create();

        Telemetry(Sampler sampler) {
            var provider = SdkTracerProvider.builder()
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(this))
                    .build();
            var own = provider.get("test");
            tracer = new OtelTracer(own, new OtelCurrentTraceContext(), event -> {});
            var propagator =
                    new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), own);
            observations
                    .observationConfig()
                    .observationHandler(new PropagatingReceiverTracingObservationHandler<>(tracer, propagator));
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> finished) {
            spans.addAll(finished);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    static class Risk {
        final List<String> orders = new CopyOnWriteArrayList<>();

        @BusListener(streams = "orders", id = "risk")
        void onOrder(String order) {
            orders.add(order);
        }
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    @Test
    void theListenerGoesOnWithTheTraceOfThePublisher() {
        publish(bus -> {
            Span placing = ofPublisher.tracer.nextSpan().name("place order").start();
            try (Tracer.SpanInScope scope = ofPublisher.tracer.withSpan(placing)) {
                assertThat(scope).isNotNull();
                bus.send("orders", "in a trace");
            } finally {
                placing.end();
            }
            bus.send("orders", "in none");
        });

        SpanData placing = ofPublisher.spans.get(0);
        SpanData handled = ofListener.spans.get(0);
        assertThat(handled.getTraceId()).isEqualTo(placing.getTraceId());
        assertThat(handled.getParentSpanId()).isEqualTo(placing.getSpanId());
        assertThat(handled.getParentSpanContext().isRemote()).isTrue();
        assertThat(handled.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(ofListener.spans.get(1).getTraceId()).isNotEqualTo(placing.getTraceId());
        assertThat(ofListener.spans.get(1).getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void aTraceThatIsNotRecordedIsNotRecordedByTheListener() {
        var unsampled = new Telemetry(Sampler.alwaysOff());
        publish(unsampled, bus -> {
            Span placing = unsampled.tracer.nextSpan().start();
            try (Tracer.SpanInScope scope = unsampled.tracer.withSpan(placing)) {
                assertThat(scope).isNotNull();
                bus.send("orders", "in a trace");
            } finally {
                placing.end();
            }
            bus.send("orders", "in none");
        });

        assertThat(ofListener.spans)
                .singleElement()
                .satisfies(span ->
                        assertThat(span.getParentSpanContext().isValid()).isFalse());
    }

    private interface Publishing {
        void accept(BusOperations bus);
    }

    private void publish(Publishing publishing) {
        publish(ofPublisher, publishing);
    }

    /** Returns when both messages have been handled by the other application. */
    private void publish(Telemetry telemetry, Publishing publishing) {
        application(telemetry)
                .run(publisher -> application(ofListener)
                        .withPropertyValues("bus.driver.mode=external")
                        .withBean(Risk.class)
                        .run(listener -> {
                            BusOperations bus = publisher.getBean(BusOperations.class);
                            Await.until(
                                    "connected", () -> bus.publisher("orders").isConnected());
                            publishing.accept(bus);
                            Risk risk = listener.getBean(Risk.class);
                            Await.until(
                                    "both are handled", () -> risk.orders, List.of("in a trace", "in none")::equals);
                            Await.until(
                                    "the last span has ended",
                                    () -> !ofListener.spans.isEmpty()
                                            && !last(ofListener.spans)
                                                    .getParentSpanContext()
                                                    .isValid());
                        }));
    }

    private static SpanData last(List<SpanData> spans) {
        return spans.get(spans.size() - 1);
    }

    private ApplicationContextRunner application(Telemetry telemetry) {
        return BusContexts.in(directory)
                .withConfiguration(AutoConfigurations.of(BusTracingAutoConfiguration.class))
                .withPropertyValues(
                        "bus.streams.orders.trace=true",
                        "bus.listener.observation-enabled=true",
                        "bus.template.send-timeout=30s")
                .withBean(Tracer.class, () -> telemetry.tracer)
                .withBean(ObservationRegistry.class, () -> telemetry.observations);
    }
}
