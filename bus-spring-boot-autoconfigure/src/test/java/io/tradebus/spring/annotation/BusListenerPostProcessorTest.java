package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusErrorHandler;
import io.tradebus.spring.listener.BusFilter;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.listener.OnError;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;
import org.springframework.util.FileSystemUtils;

class BusListenerPostProcessorTest {
    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(BusAutoConfiguration.class, BusListenerAutoConfiguration.class))
            .withPropertyValues(
                    "bus.driver.directory=" + parent.resolve("driver"),
                    "bus.driver.term-length=64KB",
                    "bus.driver.low-storage-warning=0B",
                    "bus.template.send-timeout=20s",
                    "bus.listener.retry.delay=1ms",
                    "stream.name=orders",
                    "bus.streams.orders.channel=ipc",
                    "bus.streams.orders.stream-id=1",
                    "bus.streams.fills.channel=ipc",
                    "bus.streams.fills.stream-id=2");

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @BusListener(streams = "orders", onError = "halt", properties = "fragment-limit=4")
    @interface OrderListener {}

    static class Varieties {
        @OrderListener
        void meta(String order) {}

        @BusListener(id = "first", streams = "orders")
        @BusListener(id = "second", streams = "fills")
        void repeated(String text) {}

        @BusListener(
                id = "both",
                streams = {"#{'ord' + 'ers'}", "fills"},
                agent = "shared",
                autoStartup = "${start:false}")
        void resolved(String text, BusHeader header) {}

        @BusListener("${stream.name}")
        void aMethodWithALongName(String text) {}
    }

    @Test
    void findsMetaAnnotationsRepeatedOnesAndPlaceholders() {
        runner.withBean("varieties", Varieties.class).run(context -> {
            assertThat(context).hasNotFailed();
            BusListenerRegistry registry = context.getBean(BusListenerRegistry.class);
            assertThat(registry.listeners())
                    .extracting(BusListenerHandle::id)
                    .containsExactly(
                            "both", "first", "second", "varieties-a-method-with-a-long-name", "varieties-meta");
            BusListenerHandle meta = registry.listener("varieties-meta");
            assertThat(meta.options().onError()).isEqualTo(OnError.HALT);
            assertThat(meta.options().fragmentLimit()).isEqualTo(4);
            BusListenerHandle both = registry.listener("both");
            assertThat(both.streams()).containsExactly("orders", "fills");
            assertThat(both.state()).isEqualTo(ListenerState.STOPPED);
            assertThat(both.agent()).isEqualTo("bus-shared");
            assertThat(registry.listener("second").streams()).containsExactly("fills");
        });
    }

    static class Proxied {
        final List<String> texts = new CopyOnWriteArrayList<>();

        @BusListener(id = "proxied", streams = "orders")
        void onText(String text) {
            texts.add(text);
        }
    }

    /** Wraps the bean as an auto-proxy creator would. */
    static class Proxying implements BeanPostProcessor, Ordered {
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            if (!(bean instanceof Proxied)) {
                return bean;
            }
            var factory = new ProxyFactory(bean);
            factory.setProxyTargetClass(true);
            factory.addAdvice((MethodInterceptor) invocation -> {
                calls.incrementAndGet();
                return invocation.proceed();
            });
            return factory.getProxy();
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Test
    void callsThroughTheProxyOfABean() {
        runner.withBean(Proxying.class).withBean("bean", Proxied.class).run(context -> {
            assertThat(context).hasNotFailed();
            Proxying proxying = context.getBean(Proxying.class);
            send(context.getBean(BusTemplate.class), "hello");

            Await.until("it was called", () -> proxying.calls.get() == 1);
        });
    }

    static class Failing {
        final List<String> texts = new CopyOnWriteArrayList<>();

        @BusListener(
                id = "failing",
                streams = "orders",
                onError = "${strategy:retry}",
                errorHandler = "${handler:}",
                filter = "${filter:}")
        void onText(String text) {
            if (text.startsWith("bad")) {
                throw new IllegalArgumentException(text);
            }
            texts.add(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "strategy=skip, RUNNING, 1, 1",
        "strategy=detach, DETACHED, 0, 1",
        "strategy=halt, HALTED, 0, 1",
        "strategy=retry, HALTED, 0, 4",
        "bus.listener.retry.then=skip, RUNNING, 1, 4",
        "bus.listener.retry.then=detach, DETACHED, 0, 4",
        "handler=tolerant, RUNNING, 1, 3",
    })
    void doesWhatItsErrorStrategySays(String property, ListenerState expected, int skipped, int failures) {
        runner.withBean("failing", Failing.class)
                .withBean(
                        "tolerant",
                        BusErrorHandler.class,
                        () -> (failure, message, attempt) ->
                                attempt < 3 ? BusErrorHandler.Decision.RETRY : BusErrorHandler.Decision.SKIP)
                .withPropertyValues(property)
                .run(context -> {
                    BusTemplate bus = context.getBean(BusTemplate.class);
                    BusListenerHandle listener =
                            context.getBean(BusListenerRegistry.class).listener("failing");
                    List<String> texts = context.getBean(Failing.class).texts;
                    send(bus, "good");
                    send(bus, "bad");
                    send(bus, "better");

                    Await.until("it failed", () -> listener.counters("orders").failures() == failures);
                    Await.until("it is " + expected, () -> listener.state() == expected);
                    if (expected == ListenerState.RUNNING) {
                        Await.until("it has gone on", () -> texts.size() == 2);
                    }
                    assertThat(texts.get(0)).isEqualTo("good");
                    assertThat(listener.counters("orders").skipped()).isEqualTo(skipped);
                });
    }

    @Test
    void showsTheHandlerNothingThatItsFilterKeepsBack() {
        BusFilter filter =
                (DirectBuffer buffer, int offset, int length, BusHeader header) -> buffer.getByte(offset) != 'b';
        runner.withBean("failing", Failing.class)
                .withBean("even", BusFilter.class, () -> filter)
                .withPropertyValues("filter=even")
                .run(context -> {
                    BusTemplate bus = context.getBean(BusTemplate.class);
                    List<String> texts = context.getBean(Failing.class).texts;
                    send(bus, "good");
                    send(bus, "bad");
                    send(bus, "great");

                    Await.until("both have arrived", () -> texts.size() == 2);
                    BusListenerHandle listener =
                            context.getBean(BusListenerRegistry.class).listener("failing");
                    assertThat(texts).containsExactly("good", "great");
                    assertThat(listener.filtered("orders")).isEqualTo(1);
                    assertThat(listener.counters("orders").failures()).isZero();
                });
    }

    static class Overloaded {
        @BusListener(id = "same", streams = "orders")
        void on(String text) {}

        @BusListener(id = "same", streams = "fills")
        void on(byte[] bytes, BusHeader header) {}
    }

    @Test
    void tellsListenersOfOneIdAndOneNameApart() {
        runner.withBean("overloaded", Overloaded.class).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .hasMessageContaining("two listeners have the id 'same'")
                    .hasMessageContaining("Overloaded.on(String)")
                    .hasMessageContaining("Overloaded.on(byte[], BusHeader)");
        });
    }

    private static void send(BusTemplate bus, String text) {
        BusPublisher publisher = bus.publisher("orders");
        Await.until("the stream is connected", publisher::isConnected);
        bus.send("orders", text);
    }
}
