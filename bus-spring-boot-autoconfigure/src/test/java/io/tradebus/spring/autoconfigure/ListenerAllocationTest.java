package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.annotation.BusBatchEnd;
import io.tradebus.spring.annotation.BusHandler;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.annotation.SendTo;
import io.tradebus.spring.convert.SbeEncoding;
import io.tradebus.spring.listener.BusReply;
import io.tradebus.spring.sbe.CancelDecoder;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

/** A whole application with a driver: what its sender and its listener threads allocate for a message. */
class ListenerAllocationTest {
    private static final int MESSAGES = 1_000_000;
    private static final int ROUNDS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path parent = DriverDirectories.create();

    static class Application {
        final BusPublisher publisher;
        volatile long received;
        volatile long listenerThread;
        long sum;
        long sumOfChecked;

        Application(@BusPublication("orders") BusPublisher publisher) {
            this.publisher = publisher;
        }

        @BusListener(id = "raw", streams = "orders", autoStartup = "false")
        void raw(DirectBuffer buffer, int offset, int length, BusHeader header) {
            sum += buffer.getLong(offset) + header.position();
            count();
        }

        @BusListener(id = "sbe", streams = "orders", autoStartup = "false")
        void sbe(OrderDecoder order) {
            sum += order.id() + order.quantity();
            count();
        }

        @BusListener(id = "action", streams = "orders", autoStartup = "false", ackMode = "manual")
        BusAction action(OrderDecoder order, BusHeader header) {
            sum += order.id() + header.sessionId();
            count();
            return BusAction.COMMIT;
        }

        @BusListener(id = "reply", streams = "orders", autoStartup = "false")
        @SendTo("checked")
        void reply(OrderDecoder order, BusReply<OrderEncoder> reply) {
            reply.encoder().id(order.id()).quantity(order.quantity());
            count();
        }

        @BusListener(id = "checked", streams = "checked", autoStartup = "false")
        void checked(DirectBuffer buffer, int offset, int length) {
            sumOfChecked += buffer.getLong(offset);
        }

        private void count() {
            listenerThread = Thread.currentThread().getId();
            received++;
        }
    }

    @BusListener(id = "cases", streams = "orders", autoStartup = "false")
    static class Cases {
        private final Application application;

        Cases(Application application) {
            this.application = application;
        }

        @BusHandler
        void onOrder(OrderDecoder order) {
            application.sum += order.id();
            application.count();
        }

        @BusHandler
        void onCancel(CancelDecoder cancel) {
            application.sum += cancel.id();
        }
    }

    static class Batches {
        private final Application application;
        private long ends;

        Batches(Application application) {
            this.application = application;
        }

        @BusListener(id = "batches", streams = "orders", autoStartup = "false")
        void onOrder(OrderDecoder order) {
            application.sum += order.id();
            application.count();
        }

        @BusBatchEnd
        void onEnd() {
            ends++;
        }
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "sbe", "action", "reply", "cases", "batches"})
    void neitherSenderNorListenerAllocatesForAMessage(String listener) {
        requireNoAllocation(listener, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "batches"})
    void theEnvelopeOfTracesAllocatesNothingEither(String listener) {
        requireNoAllocation(listener, true);
    }

    private void requireNoAllocation(String listener, boolean isTraced) {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(BusAutoConfiguration.class, BusListenerAutoConfiguration.class))
                .withBean(Application.class)
                .withBean(Cases.class)
                .withBean(Batches.class)
                .withPropertyValues(
                        "bus.driver.directory=" + parent.resolve("driver"),
                        "bus.driver.term-length=1MB",
                        "bus.driver.low-storage-warning=0B",
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1001",
                        "bus.streams.orders.trace=" + isTraced,
                        "bus.streams.checked.channel=ipc",
                        "bus.streams.checked.stream-id=1002",
                        "bus.listeners.checked.auto-startup=" + listener.equals("reply"),
                        "bus.listeners." + listener + ".auto-startup=true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var application = context.getBean(Application.class);
                    Await.until("the stream is connected", application.publisher::isConnected);
                    var sender = new Sender(application.publisher);

                    send(application, sender);
                    long least = Long.MAX_VALUE;
                    // What the JVM itself allocates once, on the way to compiled code, is over after some rounds.
                    for (int round = 0; round < ROUNDS && least > 0; round++) {
                        long before = allocated(application);
                        send(application, sender);
                        least = Math.min(least, allocated(application) - before);
                    }

                    assertThat(least)
                            .as("bytes allocated for %d messages by sender and listener", MESSAGES)
                            .isZero();
                });
    }

    private static long allocated(Application application) {
        return THREADS.getCurrentThreadAllocatedBytes() + THREADS.getThreadAllocatedBytes(application.listenerThread);
    }

    private static void send(Application application, Sender sender) {
        long expected = application.received + MESSAGES;
        for (int i = 0; i < MESSAGES; i++) {
            sender.send(i);
        }
        while (application.received < expected) {
            Thread.onSpinWait();
        }
    }

    /** Encodes in place, as an application would that sends often. */
    private static final class Sender {
        private final BusPublisher publisher;
        private final BusClaim claim = new BusClaim();
        private final OrderEncoder encoder = new OrderEncoder();
        private final SbeEncoding encoding = new SbeEncoding(OrderEncoder.class);

        private Sender(BusPublisher publisher) {
            this.publisher = publisher;
        }

        private void send(long id) {
            long result = publisher.tryClaim(encoding.fixedLength(), claim);
            while (result < 0) {
                assertRetryable(result);
                Thread.onSpinWait();
                result = publisher.tryClaim(encoding.fixedLength(), claim);
            }
            encoding.begin(encoder, claim.buffer(), claim.offset());
            encoder.id(id).quantity(1);
            claim.commit();
        }

        private static void assertRetryable(long result) {
            if (!OfferStatus.of(result).isRetryable()) {
                throw new AssertionError(OfferStatus.of(result));
            }
        }
    }
}
