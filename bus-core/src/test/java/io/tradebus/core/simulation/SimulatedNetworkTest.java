package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.any;
import static io.tradebus.core.simulation.DatagramFilter.data;
import static io.tradebus.core.simulation.DatagramFilter.nak;
import static io.tradebus.core.simulation.Times.always;
import static io.tradebus.core.simulation.Times.nth;
import static io.tradebus.core.simulation.Times.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.InterfaceInfo;
import io.tradebus.core.driver.media.PortException;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.frame.NakFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private static final int PORT = 20_001;
    private static final int SESSION = 7;
    private static final int STREAM = 10;
    private static final int TERM = 5;
    private static final int TERM_LENGTH = 64 << 10;

    private final SimulatedClock clock = new SimulatedClock();
    private final Transcript transcript = new Transcript(10_000);
    private final SimulatedNetwork network = new SimulatedNetwork(clock, 1, transcript);
    private final SimulatedPorts a = network.node("A");
    private final SimulatedPorts b = network.node("B");
    private final SimulatedPorts c = network.node("C");
    private final List<String> received = new ArrayList<>();

    @Test
    void carriesADatagramToThePortThatItIsFor() {
        DatagramPort from = connected(a, b);
        DatagramPort to = bound(b);

        send(from, dataAt(0));
        pass(99_999);
        assertThat(receive(to)).isEmpty();
        pass(1);

        assertThat(receive(to)).containsExactly("10.0.0.1:40000 DATA 0");
    }

    @Test
    void writesDownWhatWasSentAndWhatBecameOfIt() {
        DatagramPort from = connected(a, b);
        DatagramPort to = bound(b);
        network.drop(data().at(1408), once());

        send(from, dataAt(0));
        send(from, dataAt(1408));
        pass(200_000);
        sendTo(to, nakAt(1408), new InetSocketAddress(a.address(), 40_000));

        assertThat(transcript).hasToString("""
                0.000 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408
                0.000 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408  (lost)
                0.200 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                """);
        assertThat(transcript.text(nak())).hasLineCount(1);
        assertThat(transcript.count(data())).isEqualTo(2);
    }

    @Test
    void cutsARunIntoDatagramsInOrder() {
        DatagramPort from = connected(a, b);
        DatagramPort to = bound(b);
        ByteBuffer run = ByteBuffer.allocateDirect(4096);
        UnsafeBuffer buffer = new UnsafeBuffer(run);
        writeData(buffer, 0, 0);
        writeData(buffer, 1408, 1408);
        writeData(buffer, 2816, 2816);
        run.limit(2816 + 96);

        int taken = from.send(run, 1408, null);
        pass(100_000);

        assertThat(taken).isEqualTo(2816 + 96);
        assertThat(run.position()).isEqualTo(run.limit());
        assertThat(receive(to)).hasSize(3);
    }

    @Test
    void takesNoMoreThanThereIsRoomFor() {
        DatagramPort from = connected(a, b);
        a.setSendRoom(1500);

        assertThat(send(from, dataAt(0))).isEqualTo(1408);
        assertThat(send(from, dataAt(1408))).isZero();
        a.setSendRoom(Long.MAX_VALUE);

        assertThat(send(from, dataAt(1408))).isEqualTo(1408);
    }

    @Test
    void losesWhatComesWhileTheBufferIsFull() {
        DatagramPort from = connected(a, b);
        DatagramPort to = b.open(settings(b.address(), PORT, null, null, 3000));

        send(from, dataAt(0));
        send(from, dataAt(1408));
        send(from, dataAt(2816));
        pass(100_000);

        assertThat(receive(to)).hasSize(2);
        assertThat(b.overflows()).isEqualTo(1);
    }

    @Test
    void tellsAConnectedPortThatNobodyListens() {
        DatagramPort from = connected(a, b);

        send(from, dataAt(0));
        pass(100_000);

        assertThat(from.refusedCount()).isEqualTo(1);
    }

    @Test
    void letsAConnectedPortHearOnlyItsPeer() {
        DatagramPort port = connected(a, b);
        DatagramPort peer = bound(b);
        DatagramPort stranger = bound(c);
        InetSocketAddress target = new InetSocketAddress(a.address(), 40_000);

        sendTo(peer, nakAt(0), target);
        sendTo(stranger, nakAt(0), target);
        pass(100_000);

        assertThat(receive(port)).containsExactly("10.0.0.2:20001 NAK 0");
    }

    @Test
    void carriesToAllMembersOfAGroupAndBack() throws Exception {
        DatagramPort sender =
                a.open(group("224.0.1.2", new InetSocketAddress(InetAddress.getByName("224.0.1.1"), PORT)));
        DatagramPort one = b.open(group("224.0.1.1", null));
        DatagramPort other = c.open(group("224.0.1.1", null));

        send(sender, dataAt(0));
        sendTo(one, nakAt(64), new InetSocketAddress(InetAddress.getByName("224.0.1.2"), PORT));
        pass(100_000);

        assertThat(receive(one)).containsExactly("10.0.0.1:40000 DATA 0");
        assertThat(receive(other)).containsExactly("10.0.0.1:40000 DATA 0");
        assertThat(receive(sender)).containsExactly("10.0.0.2:20001 NAK 64");
    }

    @Test
    void refusesAPortThatIsInUseOrOfAnotherNode() {
        bound(b);

        assertThatThrownBy(() -> bound(b)).isInstanceOf(PortException.class).hasMessageContaining("in use");
        assertThatThrownBy(() -> a.open(settings(b.address(), PORT, null, null, 0)))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("Cannot assign");
    }

    @Test
    void carriesNothingOverACutAndEverythingOnceJoined() {
        DatagramPort from = connected(a, b);
        DatagramPort to = bound(b);

        network.partition("A", "B");
        send(from, dataAt(0));
        network.join("A", "B");
        send(from, dataAt(64));
        pass(100_000);

        assertThat(receive(to)).containsExactly("10.0.0.1:40000 DATA 64");
    }

    @Test
    void delaysAndDoublesWhatItIsToldTo() {
        DatagramPort from = connected(a, b);
        DatagramPort to = bound(b);
        network.delay(data().at(0), once(), 50_000);
        network.duplicate(any(), nth(2));

        send(from, dataAt(0));
        send(from, dataAt(2816));
        pass(100_000);
        List<String> first = receive(to);
        pass(50_000);

        assertThat(first).containsExactly("10.0.0.1:40000 DATA 2816", "10.0.0.1:40000 DATA 2816");
        assertThat(receive(to)).containsExactly("10.0.0.1:40000 DATA 0");
    }

    @Test
    void damagesSoThatItCanBeSeen() {
        DatagramPort from = connected(a, b);
        DatagramPort to = bound(b);
        network.damage(any(), always());
        List<Integer> sessions = new ArrayList<>();

        for (int i = 0; i < 400; i++) {
            send(from, dataAt(1408 * (i % 40)));
            pass(100_000);
            to.receive(
                    (buffer, offset, length, source) -> {
                        boolean isValid = DatagramRules.header(buffer, offset, length) == null
                                && buffer.getShort(offset + 6) == DataFrame.TYPE_DATA
                                && DatagramRules.data(buffer, offset, length, TERM_LENGTH) == null;
                        if (isValid) {
                            sessions.add(DataFrame.sessionId(buffer, offset));
                        }
                    },
                    10);
        }

        assertThat(sessions).isNotEmpty().doesNotContain(SESSION);
    }

    @Test
    void doesTheSameWithTheSameSeed() {
        assertThat(badRun(3)).isEqualTo(badRun(3)).isNotEqualTo(badRun(4));
    }

    @Test
    void pollsEveryPortThatWasAdded() {
        DatagramPort from = connected(a, b);
        DatagramPort to = bound(b);
        PortPoller poller = b.newPoller();
        poller.add(to, (buffer, offset, length, source) -> received.add("" + length));
        send(from, dataAt(0));
        send(from, dataAt(64));
        pass(100_000);

        assertThat(poller.poll(1)).isEqualTo(1408);
        poller.remove(to);

        assertThat(poller.poll(1)).isZero();
        assertThat(received).containsExactly("1408");
    }

    private static String badRun(long seed) {
        SimulatedNetworkTest test = new SimulatedNetworkTest();
        SimulatedNetwork network = new SimulatedNetwork(test.clock, seed, test.transcript);
        network.setQuality(new LinkQuality(100_000, 20_000, 0.2, 0.1, 0.1, 0.1));
        DatagramPort from = connected(network.node("A"), network.node("B"));
        DatagramPort to = bound(network.node("B"));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            test.send(from, dataAt(64 * i));
            test.clock.advanceTo(test.clock.elapsedNs() + 30_000);
            network.deliverDue();
            to.receive(
                    (buffer, offset, length, source) ->
                            text.append(buffer.getInt(offset + 8)).append(' '),
                    10);
        }
        return text.toString();
    }

    private static DatagramPort connected(SimulatedPorts node, SimulatedPorts peer) {
        return node.open(settings(null, 0, new InetSocketAddress(peer.address(), PORT), null, 0));
    }

    private static DatagramPort bound(SimulatedPorts node) {
        return node.open(settings(node.address(), PORT, null, null, 0));
    }

    private static PortSettings group(String joined, @Nullable InetSocketAddress peer) throws Exception {
        InterfaceInfo anywhere = new InterfaceInfo("eth0", true, false, true, List.of());
        return settings(null, PORT, peer, new PortSettings.Multicast(InetAddress.getByName(joined), anywhere, 0), 0);
    }

    private static PortSettings settings(
            @Nullable InetAddress local,
            int port,
            @Nullable InetSocketAddress peer,
            PortSettings.@Nullable Multicast multicast,
            int receiveBufferLength) {
        return new PortSettings(
                "aeron:udp?…",
                peer == null ? PortRole.RECEIVER : PortRole.SENDER,
                local == null ? new InetSocketAddress(port) : new InetSocketAddress(local, port),
                peer,
                peer != null && multicast == null,
                multicast,
                0,
                receiveBufferLength);
    }

    private static ByteBuffer dataAt(int termOffset) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(1408);
        writeData(new UnsafeBuffer(datagram), 0, termOffset);
        return datagram;
    }

    private static void writeData(UnsafeBuffer buffer, int frame, int termOffset) {
        DataFrame.writeFields(
                buffer, frame, DataFrame.FLAGS_UNFRAGMENTED, DataFrame.TYPE_DATA, termOffset, SESSION, STREAM, TERM);
        DataFrame.frameLength(buffer, frame, 1408);
    }

    private static ByteBuffer nakAt(int termOffset) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(NakFrame.LENGTH);
        NakFrame.write(new UnsafeBuffer(datagram), 0, SESSION, STREAM, TERM, termOffset, 1408);
        return datagram;
    }

    private int send(DatagramPort from, ByteBuffer datagram) {
        return from.send(datagram, datagram.capacity(), null);
    }

    private void sendTo(DatagramPort from, ByteBuffer datagram, InetSocketAddress target) {
        from.send(datagram, datagram.capacity(), target);
    }

    private void pass(long nanoseconds) {
        clock.advanceTo(clock.elapsedNs() + nanoseconds);
        network.deliverDue();
    }

    private static List<String> receive(DatagramPort port) {
        List<String> lines = new ArrayList<>();
        port.receive(
                (buffer, offset, length, source) -> {
                    boolean isNak = length == NakFrame.LENGTH;
                    lines.add(source.getAddress().getHostAddress()
                            + ':'
                            + source.getPort()
                            + ' '
                            + (isNak
                                    ? "NAK " + NakFrame.termOffset(buffer, offset)
                                    : "DATA " + DataFrame.termOffset(buffer, offset)));
                },
                100);
        return lines;
    }
}
