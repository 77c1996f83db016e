package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.DatagramRelay.Counts;
import io.tradebus.core.compat.DatagramRelay.Faults;
import io.tradebus.core.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatagramRelayTest {
    private static final int COUNT = 500;
    private static final long SEED = 7;

    private final ByteBuffer buffer = ByteBuffer.allocate(2_000);
    private DatagramChannel sender;
    private DatagramChannel receiver;

    @BeforeEach
    void open() throws IOException {
        sender = bound();
        receiver = bound();
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        receiver.close();
    }

    @Test
    void withoutFaultsEverythingArrivesInOrder() throws IOException {
        try (DatagramRelay relay = DatagramRelay.start(port(receiver), Faults.NONE, SEED)) {
            List<Integer> arrived = sendOneByOne(relay);

            assertThat(arrived).isEqualTo(IntStream.range(0, COUNT).boxed().toList());
            assertThat(relay.forward()).isEqualTo(new Counts(COUNT, 0, 0, 0, COUNT, 0));
        }
    }

    @Test
    void aSeedDecidesWhatIsLostAndWhatIsRepeated() throws IOException {
        Faults faults = Faults.percent(20, 10, 0);
        List<Integer> first;
        try (DatagramRelay relay = DatagramRelay.start(port(receiver), faults, SEED)) {
            first = sendOneByOne(relay);
            Counts counts = relay.forward();

            assertThat(counts.lost()).isBetween(COUNT / 10L, COUNT * 3L / 10);
            assertThat(counts.duplicated()).isBetween(COUNT / 50L, COUNT / 5L);
            assertThat(counts.passedOn())
                    .isEqualTo(first.size())
                    .isEqualTo(COUNT - counts.lost() + counts.duplicated());
        }
        try (DatagramRelay relay = DatagramRelay.start(port(receiver), faults, SEED)) {
            assertThat(sendOneByOne(relay)).isEqualTo(first);
        }
        try (DatagramRelay relay = DatagramRelay.start(port(receiver), faults, SEED + 1)) {
            assertThat(sendOneByOne(relay)).isNotEqualTo(first);
        }
    }

    @Test
    void whatIsDelayedIsOvertakenButNotLost() throws IOException {
        Faults faults = new Faults(0, 0, 0.2, TimeUnit.MILLISECONDS.toNanos(200));
        try (DatagramRelay relay = DatagramRelay.start(port(receiver), faults, SEED)) {
            List<Integer> arrived = sendOneByOne(relay);

            assertThat(relay.forward().delayed()).isPositive();
            assertThat(arrived).isNotEqualTo(IntStream.range(0, COUNT).boxed().toList());
            assertThat(arrived)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, COUNT).boxed().toList());
        }
    }

    @Test
    void answersAndInjectedDatagramsReachAConnectedSenderFromThePortItSendsTo() throws IOException {
        List<Boolean> seen = new ArrayList<>();
        try (DatagramRelay relay = DatagramRelay.start(
                port(receiver), Faults.NONE, Faults.NONE, SEED, (isForward, datagram) -> seen.add(isForward))) {
            sender.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port()));
            sender.write(message(1));
            SocketAddress source = awaitMessage(receiver);
            assertThat(buffer.getInt(0)).isEqualTo(1);

            receiver.send(message(2), source);
            awaitMessage(sender);
            assertThat(buffer.getInt(0)).isEqualTo(2);
            assertThat(relay.injectBack(message(3))).isTrue();
            awaitMessage(sender);
            assertThat(buffer.getInt(0)).isEqualTo(3);
            assertThat(relay.injectForward(message(4))).isTrue();
            assertThat(awaitMessage(receiver)).isEqualTo(source);
            assertThat(buffer.getInt(0)).isEqualTo(4);
            assertThat(relay.back()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
        }
        assertThat(seen).containsExactly(true, false);
    }

    @Test
    void everySenderHasTheAnswersToItsOwnDatagrams() throws IOException {
        try (DatagramRelay relay = DatagramRelay.start(port(receiver), Faults.NONE, SEED);
                DatagramChannel other = bound()) {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port());
            sender.send(message(1), target);
            SocketAddress first = awaitMessage(receiver);
            other.send(message(2), target);
            SocketAddress second = awaitMessage(receiver);

            receiver.send(message(11), first);
            receiver.send(message(12), second);

            awaitMessage(sender);
            assertThat(buffer.getInt(0)).isEqualTo(11);
            awaitMessage(other);
            assertThat(buffer.getInt(0)).isEqualTo(12);
        }
    }

    /** Sends each datagram once the relay has dealt with the one before, and returns what arrives. */
    private List<Integer> sendOneByOne(DatagramRelay relay) throws IOException {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port());
        List<Integer> arrived = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            sender.send(message(i), target);
            long sent = i + 1;
            Await.until("the relay has it", () -> relay.forward().arrived() == sent);
            drain(arrived);
        }
        Await.until("everything has arrived", () -> {
            drain(arrived);
            Counts counts = relay.forward();
            return arrived.size() == counts.arrived() - counts.lost() + counts.duplicated();
        });
        return arrived;
    }

    private void drain(List<Integer> arrived) {
        try {
            for (buffer.clear(); receiver.receive(buffer) != null; buffer.clear()) {
                arrived.add(buffer.getInt(0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SocketAddress awaitMessage(DatagramChannel channel) {
        return Await.value("a datagram", () -> {
            try {
                buffer.clear();
                return channel.receive(buffer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static ByteBuffer message(int number) {
        return ByteBuffer.allocate(100).putInt(0, number);
    }

    private static int port(DatagramChannel channel) {
        return channel.socket().getLocalPort();
    }

    private static DatagramChannel bound() throws IOException {
        DatagramChannel channel =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }
}
