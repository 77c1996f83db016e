package io.tradebus.benchmarks.echo;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Through {@code @BusListener}, with an embedded driver; all but the channels is as the starter has it. */
public final class BusEcho implements Echo {
    private final ConfigurableApplicationContext application;
    private final Asking asking;

    /**
     * Starts the application.
     *
     * @param directory of its driver
     * @param requests channel of what is asked
     * @param replies channel of what comes back
     */
    public BusEcho(Path directory, String requests, String replies) {
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(
                        "logging.level.root=warn",
                        "bus.driver.directory=" + directory,
                        "bus.streams.requests.channel=" + requests,
                        "bus.streams.requests.stream-id=1001",
                        "bus.streams.replies.channel=" + replies,
                        "bus.streams.replies.stream-id=1002")
                .run();
        asking = application.getBean(Asking.class);
    }

    @Override
    public void ask() throws InterruptedException {
        asking.ask();
    }

    @Override
    public void close() {
        application.close();
    }

    private static void offer(BusPublisher publisher, DirectBuffer buffer, int offset, int length) {
        while (publisher.offer(buffer, offset, length) < 0) {
            Thread.onSpinWait();
        }
    }

    /** What the starter makes a bus of. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Asking asking(@BusPublication("requests") BusPublisher requests) {
            return new Asking(requests);
        }

        @Bean
        Answering answering(@BusPublication("replies") BusPublisher replies) {
            return new Answering(replies);
        }
    }

    /** Asks, and hears the answers. */
    static class Asking {
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
        private final Replies replies = new Replies();
        private final BusPublisher requests;

        Asking(BusPublisher requests) {
            this.requests = requests;
        }

        void ask() throws InterruptedException {
            offer(requests, message, 0, LENGTH);
            replies.await();
        }

        @BusListener("replies")
        void onReply(DirectBuffer buffer, int offset, int length) {
            replies.onReply();
        }
    }

    /** Sends back what it gets. */
    static class Answering {
        private final BusPublisher replies;

        Answering(BusPublisher replies) {
            this.replies = replies;
        }

        @BusListener("requests")
        void onRequest(DirectBuffer buffer, int offset, int length) {
            offer(replies, buffer, offset, length);
        }
    }
}
