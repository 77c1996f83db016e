package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.RawClient;
import io.tradebus.core.driver.TestDatagrams;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.frame.Frames;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The same datagrams, by two senders to two destinations of one subscription, to the stock driver and to ours, both on
 * clocks that stand still: what each sender hears is the same, and so is what the log of the image says.
 */
class ReceiveDestinationFramesIT {
    private static final int STREAM_ID = 1001;
    private static final int FIRST_PORT = FreePorts.next();
    private static final int SECOND_PORT = FreePorts.next();
    private static final int THIRD_PORT = FreePorts.next();

    @Test
    @Conformance({"WP-85", "WP-86", "WP-87", "DB-66", "DB-78"})
    void byTwoDestinationsAreThoseOfTheStockDriver() {
        List<String> stock = heard(SteppedDriver.stock(), ReceiveDestinationFramesIT::playByTwo);

        assertThat(stock).hasSizeGreaterThan(70);
        assertThat(heard(SteppedDriver.ours(), ReceiveDestinationFramesIT::playByTwo))
                .containsExactlyElementsOf(stock);
    }

    @Test
    @Conformance({"WP-84", "WP-86", "DB-66"})
    void byADestinationThatComesAndGoesAreThoseOfTheStockDriver() {
        List<String> stock = heard(SteppedDriver.stock(), ReceiveDestinationFramesIT::playComingAndGoing);

        assertThat(stock).hasSizeGreaterThan(30);
        assertThat(heard(SteppedDriver.ours(), ReceiveDestinationFramesIT::playComingAndGoing))
                .containsExactlyElementsOf(stock);
    }

    private static List<String> heard(SteppedDriver driver, Consumer<Talk> play) {
        try (Talk talk = new Talk(driver)) {
            play.accept(talk);
            return talk.lines;
        }
    }

    private static void playByTwo(Talk talk) {
        TestDatagrams frames = new TestDatagrams(7, STREAM_ID, 40);
        talk.step("offered to the first", talk.first, FIRST_PORT, frames.setup(0));
        talk.step("data to the first", talk.first, FIRST_PORT, frames.data(0, 64));
        talk.step("data to the second before it was offered there", talk.second, SECOND_PORT, frames.data(64, 64));
        talk.pass("the time of a status message", 201);
        talk.step("offered to the second", talk.second, SECOND_PORT, frames.setup(64));
        talk.pass("the time of a status message", 201);
        talk.step("the second goes over the window", talk.second, SECOND_PORT, frames.data(40_000, 64));
        talk.step("something is missing", talk.second, SECOND_PORT, frames.data(192, 64));
        talk.pass("it is asked for", 1);
        talk.step("it comes by the first", talk.first, FIRST_PORT, frames.data(128, 64));
        talk.step("and by the second", talk.second, SECOND_PORT, frames.data(128, 64));
        talk.pass("almost the time of an inactive connection", 4_900);
        talk.step("the first is heard", talk.first, FIRST_PORT, frames.heartbeat(256));
        talk.pass("the second is silent", 201);
        talk.step("something is missing again", talk.first, FIRST_PORT, frames.data(320, 64));
        talk.pass("it is asked for", 1);
        talk.step("and comes", talk.first, FIRST_PORT, frames.data(256, 64));
        talk.pass("almost the liveness timeout of the second", 4_400);
        talk.step("the first is heard", talk.first, FIRST_PORT, frames.heartbeat(384));
        talk.pass("the second is silent longer", 1_000);
        talk.step("the first has ended", talk.first, FIRST_PORT, frames.endOfStream(384));
        talk.pass("the time of a status message", 201);
        talk.step("the second is late", talk.second, SECOND_PORT, frames.data(320, 64));
        talk.pass("the time of a status message", 201);
        talk.step("the second has ended earlier", talk.second, SECOND_PORT, frames.endOfStream(320));
        talk.pass("the time of a status message", 201);
    }

    private static void playComingAndGoing(Talk talk) {
        TestDatagrams frames = new TestDatagrams(7, STREAM_ID, 40);
        talk.step("offered to the first", talk.first, FIRST_PORT, frames.setup(0));
        String destination = "aeron:udp?endpoint=127.0.0.1:" + THIRD_PORT + "|control=" + talk.second();
        talk.destination(CommandType.ADD_RCV_DESTINATION, destination);
        talk.pass("the time of a status message", 201);
        talk.pass("almost the time of a solicitation", 700);
        talk.pass("the time of a solicitation", 100);
        talk.step("data by the new one", talk.second, THIRD_PORT, frames.data(0, 64));
        talk.pass("the time of a status message", 201);
        talk.step("the first has ended", talk.first, FIRST_PORT, frames.endOfStream(64));
        talk.destination(CommandType.REMOVE_RCV_DESTINATION, destination);
        talk.step("the first says again that it has ended", talk.first, FIRST_PORT, frames.endOfStream(64));
        talk.step("the other that is left ends", talk.second, SECOND_PORT, frames.endOfStream(64));
        talk.pass("the time of a status message", 201);
    }

    /** One driver, and two senders that talk with it. */
    private static final class Talk implements AutoCloseable {
        private final List<String> lines = new ArrayList<>();
        private final SteppedDriver driver;
        private final Conversation conversation;
        private final RawClient client;
        private final long subscription;
        private final DatagramChannel first;
        private final DatagramChannel second;

        Talk(SteppedDriver driver) {
            this.driver = driver;
            conversation = new Conversation(driver);
            client = conversation.client();
            subscription = client.addSubscription("aeron:udp?control-mode=manual", STREAM_ID);
            for (int port : new int[] {FIRST_PORT, SECOND_PORT}) {
                client.destination(
                        CommandType.ADD_RCV_DESTINATION, subscription, "aeron:udp?endpoint=127.0.0.1:" + port);
            }
            conversation.settle();
            first = open();
            second = open();
        }

        void step(String what, DatagramChannel sender, int port, UnsafeBuffer datagram) {
            try {
                sender.send(ByteBuffer.wrap(datagram.byteArray()), new InetSocketAddress("127.0.0.1", port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            note(what);
        }

        /** Adds or removes a destination. */
        void destination(int type, String channel) {
            client.destination(type, subscription, channel);
            note(channel);
        }

        String second() {
            try {
                return "127.0.0.1:" + ((InetSocketAddress) second.getLocalAddress()).getPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void pass(String what, long milliseconds) {
            client.keepAlive();
            driver.pass(milliseconds);
            note(what);
        }

        private void note(String what) {
            conversation.settle();
            lines.add("-- " + what.replaceAll("control=.*", "control"));
            hear("first", first);
            hear("second", second);
            image();
        }

        private void hear(String name, DatagramChannel sender) {
            ByteBuffer buffer = ByteBuffer.allocate(2_048);
            try {
                while (sender.receive(buffer.clear()) != null) {
                    String text = Frames.describe(new UnsafeBuffer(buffer.array()), 0, buffer.position());
                    lines.add(name + " hears " + text.replaceAll("receiver=-?\\d+", "receiver=?"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void image() {
            List<Long> images = conversation.imageIds();
            if (images.isEmpty()) {
                return;
            }
            try (LogFile log = LogFile.map(new DriverDirectory(driver.directory()).imageLog(images.get(0)))) {
                UnsafeBuffer metadata = log.metadata();
                lines.add("transports=" + LogMetadata.activeTransportCount(metadata) + " end="
                        + LogMetadata.endOfStreamPositionAcquire(metadata) + " naks="
                        + conversation.counter(SystemCounter.NAKS_SENT) + " status messages="
                        + conversation.counter(SystemCounter.STATUS_MESSAGES_SENT) + " over-runs="
                        + conversation.counter(SystemCounter.FLOW_CONTROL_OVER_RUNS) + " under-runs="
                        + conversation.counter(SystemCounter.FLOW_CONTROL_UNDER_RUNS));
            }
        }

        private static DatagramChannel open() {
            try {
                DatagramChannel channel = DatagramChannel.open();
                channel.bind(new InetSocketAddress("127.0.0.1", 0));
                channel.configureBlocking(false);
                return channel;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                first.close();
                second.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                conversation.close();
            }
        }
    }
}
