package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.config.PortRange;
import io.tradebus.core.support.Conformance;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Conformance("DB-82")
class WildcardPortsTest {
    private static final PortSettings OPEN =
            TestPorts.settings(PortRole.RECEIVER, new InetSocketAddress(TestPorts.IPV4, 0), null, null);

    private final TestPorts sockets = TestPorts.nio();
    private final Set<Integer> takenByOthers = new HashSet<>();
    private final Set<Integer> tried = new HashSet<>();
    private final WildcardPorts wildcards = new WildcardPorts(new PortRange(20_000, 20_002));

    /** Ports that are bound at a port of the system's choice, and say that they are at the one they were told. */
    private final DatagramPorts ports = new DatagramPorts() {
        @Override
        public DatagramPort open(PortSettings settings) {
            int port = settings.bindAddress().getPort();
            tried.add(port);
            if (port == 1) {
                throw new PortException("not allowed", new SocketException("not allowed"));
            }
            if (takenByOthers.contains(port)) {
                throw new PortException("Address already in use", new BindException("Address already in use"));
            }
            return new StubPort(settings.bindAddress());
        }

        @Override
        public PortPoller newPoller() {
            return sockets.ports.newPoller();
        }

        @Override
        public SocketBufferLimits probe() {
            return sockets.ports.probe();
        }
    };

    @AfterEach
    void closePorts() {
        sockets.close();
    }

    @Test
    void takesPortsInTurnAndSkipsThoseInUse() {
        takenByOthers.add(20_001);

        assertThat(openPort(wildcards)).isEqualTo(20_000);
        assertThat(openPort(wildcards)).isEqualTo(20_002);
        tried.clear();
        assertExhausted(wildcards);

        assertThat(tried).containsExactly(20_001);
    }

    @Test
    void aPortThatWasGivenBackIsUsedAgainAfterTheOthers() {
        openPort(wildcards);
        wildcards.onClosed(new InetSocketAddress(TestPorts.IPV4, 20_000));
        wildcards.onClosed(new InetSocketAddress(TestPorts.IPV4, 4));

        assertThat(openPort(wildcards)).isEqualTo(20_001);
        assertThat(openPort(wildcards)).isEqualTo(20_002);
        assertThat(openPort(wildcards)).isEqualTo(20_000);
        assertExhausted(wildcards);
    }

    @Test
    void leavesAloneAPortThatIsSaidAndAChoiceThatIsTheSystems() {
        assertThat(portOf(wildcards.open(ports, OPEN.withBindPort(7)))).isEqualTo(7);
        assertThat(openPort(new WildcardPorts(PortRange.ANY))).isZero();
        assertThat(sockets.open(OPEN).localAddress().getPort()).isNotZero();
    }

    @Test
    void goesOnToNoOtherPortWhenTheFaultIsNotThePort() {
        WildcardPorts privileged = new WildcardPorts(new PortRange(1, 2));

        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> privileged.open(ports, OPEN))
                .withMessage("not allowed");
        assertThat(tried).containsExactly(1);
    }

    @Test
    void realPortsComeFromTheRangeAndReturnToIt() {
        int low = sockets.open(OPEN).localAddress().getPort();
        WildcardPorts onlyTaken = new WildcardPorts(new PortRange(low, low));
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> onlyTaken.open(sockets.ports, OPEN))
                .withMessageContaining("no available ports in range " + low + " " + low)
                .withMessageContaining("Address already in use");
        sockets.close();

        try (DatagramPort port = onlyTaken.open(sockets.ports, OPEN)) {
            assertThat(portOf(port)).isEqualTo(low);
        }
    }

    private int openPort(WildcardPorts wildcards) {
        return portOf(wildcards.open(ports, OPEN));
    }

    private static int portOf(DatagramPort port) {
        return port.localAddress().getPort();
    }

    private void assertExhausted(WildcardPorts wildcards) {
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> wildcards.open(ports, OPEN))
                .withMessageStartingWith("no available ports in range 20000 20002")
                .withMessageContaining("aeron:udp?alias=test");
    }
}
