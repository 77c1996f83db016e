package io.tradebus.spring.annotation;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusJacksonAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Contexts for beans with listeners on the streams {@code orders}, {@code checked} and {@code dead}. */
final class ListenerBeans {
    private ListenerBeans() {}

    static ApplicationContextRunner runner(Path parent) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BusAutoConfiguration.class,
                        BusJacksonAutoConfiguration.class,
                        BusListenerAutoConfiguration.class))
                .withBean(JsonMapper.class, () -> JsonMapper.builder().build())
                .withPropertyValues(
                        "bus.driver.directory=" + parent.resolve("driver"),
                        "bus.driver.term-length=64KB",
                        "bus.driver.low-storage-warning=0B",
                        "bus.template.send-timeout=20s",
                        "bus.listener.retry.delay=1ms",
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1",
                        "bus.streams.checked.channel=ipc",
                        "bus.streams.checked.stream-id=2",
                        "bus.streams.dead.channel=ipc",
                        "bus.streams.dead.stream-id=3");
    }

    /** Sends when somebody listens. */
    static long send(ApplicationContext context, String stream, Object payload) {
        BusTemplate bus = context.getBean(BusTemplate.class);
        BusPublisher publisher = bus.publisher(stream);
        Await.until("the stream is connected", publisher::isConnected);
        return bus.send(stream, payload);
    }
}
