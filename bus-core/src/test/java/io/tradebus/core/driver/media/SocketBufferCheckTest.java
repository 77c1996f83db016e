package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.SocketConfig;
import org.junit.jupiter.api.Test;

class SocketBufferCheckTest {
    private static final SocketConfig SYSTEM_DEFAULT = SocketConfig.DEFAULT.withReceiveBufferLength(0);

    private final SocketBufferLimits limits = new SocketBufferLimits(1000, 4000, 2000, 8000);

    @Test
    void isSilentWhenTheSystemGivesWhatIsWanted() {
        SocketConfig most = SYSTEM_DEFAULT.withSendBufferLength(4000).withReceiveBufferLength(8000);

        assertThat(SocketBufferCheck.check(limits, most, 4000, 8000)).isEmpty();
        assertThat(SocketBufferCheck.check(limits, SYSTEM_DEFAULT, 1000, 2000)).isEmpty();
    }

    @Test
    void warnsThatTheSystemGivesLessAndSaysHowToAllowMore() {
        SocketConfig more = SYSTEM_DEFAULT.withSendBufferLength(4001).withReceiveBufferLength(8001);

        assertThat(SocketBufferCheck.check(limits, more, 4001, 8001))
                .containsExactly(
                        "could not set desired SO_SNDBUF, the system gives 4000 bytes instead of 4001; allow it on Linux"
                                + " with 'sysctl -w net.core.wmem_max=4001' or make aeron.socket.so_sndbuf smaller",
                        "could not set desired SO_RCVBUF, the system gives 8000 bytes instead of 8001; allow it on Linux"
                                + " with 'sysctl -w net.core.rmem_max=8001' or make aeron.socket.so_rcvbuf smaller");
    }

    @Test
    void failsWhenADatagramCannotBeSentOrAWindowCannotBeReceived() {
        assertThatExceptionOfType(BusConfigurationException.class)
                .isThrownBy(() -> SocketBufferCheck.check(limits, SYSTEM_DEFAULT, 1001, 2000))
                .withMessageContaining("mtuLength=1001 > SO_SNDBUF=1000")
                .withMessageContaining("net.core.wmem_max=1001");
        assertThatExceptionOfType(BusConfigurationException.class)
                .isThrownBy(() -> SocketBufferCheck.check(limits, SYSTEM_DEFAULT, 1000, 2001))
                .withMessageContaining("initialWindowLength=2001 > SO_RCVBUF=2000")
                .withMessageContaining("net.core.rmem_max=2001");
    }

    @Test
    void aSocketHasWhatTheSystemGrants() {
        assertThat(limits.effectiveSendLength(0)).isEqualTo(1000);
        assertThat(limits.effectiveSendLength(3000)).isEqualTo(3000);
        assertThat(limits.effectiveSendLength(5000)).isEqualTo(4000);
        assertThat(limits.effectiveReceiveLength(0)).isEqualTo(2000);
        assertThat(limits.effectiveReceiveLength(9000)).isEqualTo(8000);
    }
}
