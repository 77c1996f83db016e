package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.DatagramRelay.Faults;
import io.tradebus.core.compat.FuzzedDatagrams.LiveStream;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent to the sockets of two drivers, the stream between them goes on unharmed, and what is rejected counts. */
@ParameterizedClass
@MethodSource("makers")
@Conformance({"WP-2", "WP-3", "WP-9", "WP-10", "WP-11", "WP-27", "WP-74"})
class UdpFuzzIT {
    private static final long COUNT = Long.getLong("fuzz.datagrams", 50_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4_711);
    private static final int REJECTED_DATAGRAMS = 4020;
    private static final int MAX_LENGTH = 1_500;
    private static final int BATCH = 16;
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(200);

    @Parameter
    Makers makers;

    private final Facts facts = new Facts();

    static Stream<Makers> makers() {
        return Makers.chosen();
    }

    @Test
    void aStreamIsUnharmedByWhatIsSentToItsReceiver() throws IOException {
        fuzz(true);
    }

    @Test
    void aStreamIsUnharmedByWhatIsSentToItsSender() throws IOException {
        fuzz(false);
    }

    private void fuzz(boolean isAtReceiver) throws IOException {
        int port = UdpDrivers.freePort();
        try (UdpDrivers drivers = UdpDrivers.start(makers);
                DatagramRelay relay = DatagramRelay.start(port, Faults.NONE, Faults.NONE, SEED, facts);
                ChildJvm subscriber = drivers.subscriberAs("follow-to-end", UdpDrivers.unicast(port), 0, MAX_LENGTH);
                ChildJvm publisher = drivers.publisher(
                        "exclusive", "slow", UdpDrivers.unicast(relay.port()) + "|term-length=64k", 0, MAX_LENGTH);
                Stranger stranger = new Stranger(port)) {
            subscriber.awaitLine("FIRST");
            Await.until("frames both ways", () -> facts.setup != null && facts.status != null);
            Maker maker = isAtReceiver ? makers.subscriber() : makers.publisher();
            DriverProcess driver = isAtReceiver ? drivers.subscriber : drivers.publisher;
            FuzzedDatagrams datagrams = new FuzzedDatagrams(SEED, facts.liveStream(maker == Maker.STOCK));

            long malformed = 0;
            long unsent = 0;
            for (long i = 0; i < COUNT; i++) {
                ByteBuffer datagram = datagrams.next();
                malformed += FuzzedDatagrams.isMalformed(datagram, isAtReceiver) ? 1 : 0;
                boolean isSent = !isAtReceiver
                        ? relay.injectBack(datagram)
                        : i % 4 == 0 ? stranger.send(datagram) : relay.injectForward(datagram);
                unsent += isSent ? 0 : 1;
                if (i % BATCH == 0) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
            // Looked up before the stream ends, for the system forgets what it dropped when the socket is closed.
            long lost = unsent + dropsAtSocket(isAtReceiver ? port : relay.newestSenderPort());
            requireToTheEnd(publisher, subscriber);
            requireNoUnexpectedError(drivers.publisher);
            requireNoUnexpectedError(drivers.subscriber);
            requireCounts(maker, driver, malformed, lost);
        }
    }

    private static void requireToTheEnd(ChildJvm publisher, ChildJvm subscriber) {
        assertThat(publisher.end()).isZero();
        String published = publisher.awaitLine("PUBLISHED").split(" ")[0];
        assertThat(subscriber.awaitLine("UNAVAILABLE")).endsWith("eos=true");
        assertThat(subscriber.awaitLine("FOLLOWED")).isEqualTo(published);
        assertThat(subscriber.end()).isZero();
        assertThat(subscriber.output()).noneMatch(line -> line.startsWith("ERROR"));
    }

    /** A driver may say, now and then, that it cannot take a stream that it was offered. */
    private static void requireNoUnexpectedError(DriverProcess driver) {
        assertThat(driver.process().isAlive()).isTrue();
        assertThat(driver.errors().lines())
                .filteredOn(line -> !line.isBlank() && !line.equals("***") && !line.contains(" observations from "))
                .allMatch(line -> line.contains("RefusedSetupException: stream cannot be taken"));
    }

    private static void requireCounts(Maker maker, DriverProcess driver, long malformed, long lost) {
        long invalid = driver.counter(SystemCounter.INVALID_PACKETS);
        assertThat(invalid).isPositive();
        if (maker == Maker.US) {
            Map<String, Long> reasons = driver.counters(REJECTED_DATAGRAMS);
            assertThat(reasons.values().stream().mapToLong(Long::longValue).sum())
                    .as(() -> reasons.toString())
                    .isEqualTo(invalid);
            assertThat(invalid).isBetween(malformed - lost, COUNT);
        }
    }

    /** How many datagrams the system dropped at the sockets bound to this port, where it says so. */
    private static long dropsAtSocket(int port) throws IOException {
        String local = String.format(":%04X", port);
        long drops = 0;
        for (String table : new String[] {"/proc/net/udp", "/proc/net/udp6"}) {
            if (Files.isReadable(Path.of(table))) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields[1].endsWith(local)) {
                        drops += Long.parseLong(fields[fields.length - 1]);
                    }
                }
            }
        }
        return drops;
    }

    /** What the stream's own frames say about it, as they pass the relay. */
    private static final class Facts implements DatagramRelay.Tap {
        private volatile @Nullable ByteBuffer setup;
        private volatile @Nullable ByteBuffer status;

        @Override
        public void onDatagram(boolean isForward, ByteBuffer datagram) {
            if (isForward && setup == null && datagram.remaining() == 40) {
                setup = copy(datagram);
            } else if (!isForward && status == null && datagram.remaining() == 36) {
                status = copy(datagram);
            }
        }

        private static ByteBuffer copy(ByteBuffer datagram) {
            return ByteBuffer.allocate(datagram.remaining())
                    .put(datagram)
                    .flip()
                    .order(ByteOrder.LITTLE_ENDIAN);
        }

        LiveStream liveStream(boolean isSpared) {
            return new LiveStream(
                    setup.getInt(12),
                    setup.getInt(16),
                    setup.getInt(20),
                    setup.getInt(28),
                    status.getLong(28),
                    isSpared);
        }
    }

    /** A socket that nobody has heard of. */
    private static final class Stranger implements AutoCloseable {
        private final DatagramChannel channel;
        private final InetSocketAddress target;

        Stranger(int port) throws IOException {
            target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
        }

        boolean send(ByteBuffer datagram) {
            try {
                int length = datagram.remaining();
                return channel.send(datagram, target) == length;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
