package io.tradebus.spring.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.tradebus.spring.core.TraceEnvelope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TracerTraceSourceTest {
    private static final String WARNING = "messages name no trace";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[TraceEnvelope.LENGTH]);
    private String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void writesTheIdsOfTheTracer(CapturedOutput output) {
        sourceOf(this::context).write(buffer, 0);

        assertThat(TraceEnvelope.traceParent(buffer, 0))
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(output).doesNotContain(WARNING);
    }

    @Test
    void namesNoTraceAndWarnsOnceWhereIdsAreNotHexadecimal(CapturedOutput output) {
        TracerTraceSource source = sourceOf(this::context);
        traceId = "order-service/17";
        source.write(buffer, 0);
        assertThat(TraceEnvelope.isAt(buffer, 0, TraceEnvelope.LENGTH)).isTrue();
        assertThat(TraceEnvelope.traceParent(buffer, 0)).isNull();
        source.write(buffer, 0);

        assertThat(output)
                .containsOnlyOnce(WARNING)
                .contains("'order-service/17'", "ids must be hexadecimal, of a trace at most 32 digits");

        traceId = "a3ce929d0e0e4736";
        source.write(buffer, 0);
        assertThat(TraceEnvelope.traceParent(buffer, 0))
                .isEqualTo("00-0000000000000000a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    @Test
    void namesNoTraceWhereTheTracerFails(CapturedOutput output) {
        TracerTraceSource source = sourceOf((proxy, method, arguments) -> {
            throw new IllegalStateException("no trace today");
        });
        source.write(buffer, 0);

        assertThat(TraceEnvelope.traceParent(buffer, 0)).isNull();
        assertThat(output).containsOnlyOnce(WARNING).contains("no trace today");
    }

    private Object context(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "traceId" -> traceId;
            case "spanId" -> "00f067aa0ba902b7";
            case "sampled" -> Boolean.TRUE;
            default -> throw new AssertionError(method);
        };
    }

    private static TracerTraceSource sourceOf(InvocationHandler context) {
        TraceContext trace = proxy(TraceContext.class, context);
        CurrentTraceContext current = proxy(CurrentTraceContext.class, (proxy, method, arguments) -> trace);
        Tracer tracer = proxy(Tracer.class, (proxy, method, arguments) -> current);
        var beans = new StaticListableBeanFactory();
        beans.addBean("tracer", tracer);
        return new TracerTraceSource(beans.getBeanProvider(Tracer.class));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
