package io.tradebus.spring.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.RegistrationException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What is printed when the driver refuses a channel over UDP at the start. */
class RegistrationFailureAnalyzerTest {
    private static final String CHANNEL = "aeron:udp?endpoint=10.0.0.2:40123|interface=eth0|rcv-wnd=8192";

    @Test
    void namesTheStreamAndTheInterfacesOfTheHostWhenThePortIsInUse() {
        FailureAnalysis failure = analyze("cannot bind 10.0.0.2:40123: Address already in use, channel=" + CHANNEL);

        assertThat(failure.getDescription())
                .contains("subscription to stream 'orders'", CHANNEL, "Address already in use")
                .containsPattern("Interfaces of this host: .*lo.* 127\\.0\\.0\\.1/8");
        assertThat(failure.getAction()).contains("ss -lunp", "bus.streams.<name>.channel", "bus.driver.mode=external");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot assign requested address",
                "Can't assign requested address",
                "Requested address is not valid in its context",
                "there is no such interface",
                "No such device",
            })
    void namesTheInterfacesOfTheHostWhenAnAddressIsNoneOfIts(String said) {
        FailureAnalysis failure = analyze("cannot open a socket: " + said);

        assertThat(failure.getDescription()).contains(said, "Interfaces of this host: ");
        assertThat(failure.getAction())
                .contains("0.0.0.0", "bus.streams.<name>.interface", "bus.driver.socket.interface");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rcv-wnd=4194304 is above SO_RCVBUF=212992", "mtu=65504 is above SO_SNDBUF of 4096"})
    void printsTheSettingOfTheSystemWhenABufferIsTooSmall(String said) {
        FailureAnalysis failure = analyze(said);

        assertThat(failure.getDescription()).contains(said).doesNotContain("Interfaces");
        assertThat(failure.getAction())
                .contains("sysctl -w net.core.rmem_max=", "net.core.wmem_max=", "bus.driver.socket.receive-buffer");
    }

    @Test
    void saysWhereANameIsToBeCorrected() {
        assertThat(analyze("Unknown host: risk.exmple").getAction())
                .contains("bus.streams.<name>.channel", "/etc/hosts");
    }

    @Test
    void isNotMisledByParametersOfTheChannel() {
        FailureAnalysis failure = analyze("existing publication has different 'mtu', channel=" + CHANNEL);

        assertThat(failure.getDescription()).doesNotContain("Interfaces of this host");
        assertThat(failure.getAction()).contains("the setting behind the named parameter");
    }

    private static FailureAnalysis analyze(String said) {
        RegistrationException refusal =
                new RegistrationException(5, 11, said).about("subscription to stream 'orders' [" + CHANNEL + ", 1001]");
        return Objects.requireNonNull(new RegistrationFailureAnalyzer().analyze(new IllegalStateException(refusal)));
    }
}
