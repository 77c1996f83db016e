package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.InterceptorConfig;
import io.tradebus.core.config.LossConfig;
import io.tradebus.core.config.LossRate;
import io.tradebus.core.support.Await;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossyPortsTest {
    private static final LossConfig ALL_SENT_DATA = LossConfig.DEFAULT.withSendData(new LossRate(1.0, 1L));
    private static final LossConfig SECOND_FRAME = LossConfig.DEFAULT.withInterceptors(InterceptorConfig.DEFAULT
            .withOutgoing(List.of("fixed-loss"))
            .withIncoming(List.of("fixed-loss"))
            .withFixedLossArguments("term-id=5|term-offset=64|length=64"));

    private final TestPorts sockets = TestPorts.nio();
    private final StubPort stub = new StubPort(TestPorts.socketAddress("10.0.0.1", 1));
    private final Datagrams arrived = new Datagrams();

    @AfterEach
    void closePorts() {
        sockets.close();
    }

    @Test
    void isNotInTheWayWhenNothingIsLost() {
        assertThat(LossyPorts.around(sockets.ports, LossConfig.DEFAULT, () -> 1))
                .isSameAs(sockets.ports);

        DatagramPorts lossy = LossyPorts.around(sockets.ports, ALL_SENT_DATA, () -> 1);
        DatagramPort receiver = lossy.open(settings(PortRole.RECEIVER, null));
        DatagramPort sender = lossy.open(settings(PortRole.SENDER, receiver.localAddress()));

        assertThat(receiver).isInstanceOf(NioDatagramPort.class);
        assertThat(sender).isInstanceOf(LossyPort.class);
        assertThat(lossy.probe()).isEqualTo(sockets.ports.probe());
        receiver.close();
        sender.close();
    }

    @Test
    void whatIsLostOnTheWayOutCountsAsSent() {
        DatagramPort port = lossy(SECOND_FRAME);
        ByteBuffer run = run(4);

        int sent = port.send(run, 64, StubPort.PEER);

        assertThat(sent).isEqualTo(256);
        assertThat(run.position()).isEqualTo(256);
        assertThat(run.limit()).isEqualTo(256);
        assertThat(stub.sent).hasSize(3);
        assertThat(stub.targets).containsOnly(StubPort.PEER);
        assertThat(port.send(run(4), 64, null)).isEqualTo(256);
        assertThat(stub.sent).as("everything is sent the second time").hasSize(7);
    }

    @Test
    void stopsWhereThePortBehindHasNoRoom() {
        DatagramPort port = lossy(SECOND_FRAME);
        stub.room = 2;
        ByteBuffer run = run(4);

        int sent = port.send(run, 64, null);

        assertThat(sent).isEqualTo(192);
        assertThat(run.position()).isEqualTo(192);
        assertThat(run.limit()).isEqualTo(256);
    }

    @Test
    void whatIsLostOnTheWayInIsNotHandedOver() {
        DatagramPort port = lossy(SECOND_FRAME);
        for (int i = 0; i < 3; i++) {
            byte[] frame = new byte[64];
            run(3).get(i * 64, frame);
            stub.arriving.add(frame);
        }

        int bytes = port.receive(arrived, 10);

        assertThat(bytes).isEqualTo(192);
        assertThat(arrived.texts).hasSize(2);
    }

    @Test
    void everythingElseIsThatOfThePortBehind() {
        DatagramPort port = lossy(SECOND_FRAME);

        port.connect(StubPort.PEER);
        port.close();

        assertThat(stub.targets).containsExactly(StubPort.PEER);
        assertThat(stub.isClosed).isTrue();
        assertThat(port.localAddress()).isEqualTo(stub.localAddress());
        assertThat(port.sendBufferLength()).isEqualTo(1);
        assertThat(port.receiveBufferLength()).isEqualTo(2);
        assertThat(port.refusedCount()).isEqualTo(3);
    }

    @Test
    void aPollerAsksTheRulesOfEachPort() {
        LossConfig config = LossConfig.DEFAULT.withReceiveData(new LossRate(1.0, 1L));
        DatagramPorts lossy = LossyPorts.around(sockets.ports, config, () -> 1);
        DatagramPort losing = lossy.open(settings(PortRole.RECEIVER, null));
        DatagramPort sender = lossy.open(settings(PortRole.SENDER, losing.localAddress()));
        Datagrams answers = new Datagrams();
        try (PortPoller poller = lossy.newPoller()) {
            poller.add(losing, arrived);
            poller.add(sender, answers);

            sender.send(Datagrams.of("data"), 1408, null);
            Await.until("bytes", () -> poller.poll(1) == 4);
            losing.send(
                    Datagrams.of("status"),
                    1408,
                    new InetSocketAddress(TestPorts.IPV4, sender.localAddress().getPort()));
            Await.until("an answer", () -> poller.poll(1) == 6);
            poller.remove(losing);
            poller.remove(sender);
        }
        losing.close();
        sender.close();

        assertThat(arrived.texts).isEmpty();
        assertThat(answers.texts).containsExactly("status");
    }

    private DatagramPort lossy(LossConfig config) {
        LossRules rules = new LossRules(config, () -> 1);
        return new LossyPort(stub, rules.incoming(PortRole.RECEIVER), rules.outgoing(PortRole.SENDER));
    }

    private static ByteBuffer run(int frames) {
        ByteBuffer run = ByteBuffer.allocateDirect(frames * 64);
        for (int i = 0; i < frames; i++) {
            byte[] frame = new byte[64];
            Frames.data(7, 5, i * 64, 64).getBytes(0, frame);
            run.put(frame);
        }
        return run.flip();
    }

    private static PortSettings settings(PortRole role, @Nullable InetSocketAddress peer) {
        return TestPorts.settings(role, new InetSocketAddress(TestPorts.IPV4, 0), peer, null);
    }
}
