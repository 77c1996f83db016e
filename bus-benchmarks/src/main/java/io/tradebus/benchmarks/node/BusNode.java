package io.tradebus.benchmarks.node;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application of this project's starter, with a listener and its publisher. */
final class BusNode implements Node {
    private final ConfigurableApplicationContext application;
    private final BusPublisher publisher;

    BusNode(Path directory, String sendTo, String receiveFrom, int streamId, Receiver receiver) {
        application = new SpringApplicationBuilder(Application.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("receiver", receiver))
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(
                        "bus.driver.directory=" + directory,
                        "bus.streams.sent.channel=" + sendTo,
                        "bus.streams.sent.stream-id=" + streamId,
                        "bus.streams.received.channel=" + receiveFrom,
                        "bus.streams.received.stream-id=" + streamId)
                .run();
        publisher = application.getBean(Sending.class).publisher();
    }

    @Override
    public boolean isConnected() {
        // The driver of the other side has the same settings, and subscribes before it publishes.
        return publisher.isConnected();
    }

    @Override
    public boolean offer(DirectBuffer buffer, int offset, int length) {
        return publisher.offer(buffer, offset, length) > 0;
    }

    @Override
    public void close() {
        application.close();
    }

    /** What the starter makes a bus of. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Sending sending(@BusPublication("sent") BusPublisher publisher) {
            return new Sending(publisher);
        }

        @Bean
        Receiving receiving(Receiver receiver) {
            return new Receiving(receiver);
        }
    }

    /** Keeps the publisher. */
    record Sending(BusPublisher publisher) {}

    /** Hands messages on. */
    static class Receiving {
        private final Receiver receiver;

        Receiving(Receiver receiver) {
            this.receiver = receiver;
        }

        @BusListener("received")
        void onMessage(DirectBuffer buffer, int offset, int length) {
            receiver.onMessage(buffer, offset, length);
        }
    }
}
