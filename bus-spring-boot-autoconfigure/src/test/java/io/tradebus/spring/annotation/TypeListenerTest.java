package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.spring.convert.SbeEncoding;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
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
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AliasFor;
import org.springframework.util.FileSystemUtils;

class TypeListenerTest {
    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner = ListenerBeans.runner(parent);

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    @Target({ElementType.METHOD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @BusListener(onError = "halt", properties = "fragment-limit=4")
    @interface Desk {
        @AliasFor(annotation = BusListener.class, attribute = "streams")
        String[] from();

        @AliasFor(annotation = BusListener.class, attribute = "id")
        String name() default "";
    }

    @Desk(from = "orders")
    static class OrderDesk {
        final List<String> calls = new CopyOnWriteArrayList<>();

        @BusHandler
        void onOrder(OrderDecoder order) {
            calls.add("order " + order.id());
        }

        @BusHandler(isDefault = true)
        void onRest(BusMessage message) {
            calls.add("rest " + message.length());
        }

        @Desk(from = "checked", name = "alone")
        void alone(String text) {}
    }

    @Test
    void aClassIsAListenerWhoseMethodsAreItsCases() {
        runner.withBean("orderDesk", OrderDesk.class).run(context -> {
            assertThat(context).hasNotFailed();
            BusListenerRegistry registry = context.getBean(BusListenerRegistry.class);
            assertThat(registry.listeners()).extracting(BusListenerHandle::id).containsExactly("alone", "order-desk");
            assertThat(registry.listener("order-desk").options().fragmentLimit())
                    .isEqualTo(4);
            assertThat(registry.listener("alone").streams()).containsExactly("checked");

            ListenerBeans.send(context, "orders", order(7));
            ListenerBeans.send(context, "orders", "hello");

            List<String> calls = context.getBean(OrderDesk.class).calls;
            Await.until("both have arrived", () -> calls.size() == 2);
            assertThat(calls).containsExactly("order 7", "rest 5");
        });
    }

    @BusListener(id = "strict", streams = "orders", onError = "halt")
    static class Strict {
        @BusHandler
        void onOrder(OrderDecoder order) {}
    }

    @Test
    void whatNoMethodTakesIsAnErrorLikeAnyOther() {
        runner.withBean(Strict.class).run(context -> {
            ListenerBeans.send(context, "orders", "hello, this is no order");

            BusListenerHandle listener =
                    context.getBean(BusListenerRegistry.class).listener("strict");
            Await.until("it is halted", () -> listener.state() == ListenerState.HALTED);
            assertThat(listener.failure().orElseThrow().cause()).hasMessageContaining("no @BusHandler takes a message");
        });
    }

    static class Orphan {
        @BusHandler
        void onOrder(OrderDecoder order) {}
    }

    @BusListener("orders")
    static class Empty {
        void onOrder(OrderDecoder order) {}
    }

    @BusListener("orders")
    static class TwoDefaults {
        @BusHandler(isDefault = true)
        void one(BusMessage message) {}

        @BusHandler(isDefault = true)
        void other(BusMessage message) {}
    }

    @Test
    void whatCannotWorkFailsTheStartWithTheFix() {
        refused(Orphan.class, "Orphan.onOrder belongs to no listener; add @BusListener to the class");
        refused(Empty.class, "Empty has no method to call; add @BusHandler to the methods that take its messages");
        refused(TwoDefaults.class, "both take what no other does; set isDefault = true on one of them only");
    }

    private <T> void refused(Class<T> type, String problem) {
        runner.withBean(type)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(BusConfigurationException.class.getName())
                        .hasStackTraceContaining(problem));
    }

    private static UnsafeBuffer order(long id) {
        var encoding = new SbeEncoding(OrderEncoder.class);
        var encoder = new OrderEncoder();
        var buffer = new UnsafeBuffer(new byte[encoding.fixedLength()]);
        encoding.begin(encoder, buffer, 0);
        encoder.id(id).quantity(1);
        return buffer;
    }
}
