package io.tradebus.core.format.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.format.control.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfaceSpecTest {
    private static final int ALL = InterfaceSpec.ALL_BITS;

    @Test
    void readsEveryForm() {
        assertThat(InterfaceSpec.parse("localhost")).isEqualTo(new InterfaceSpec("localhost", false, 0, ALL));
        assertThat(InterfaceSpec.parse("10.0.0.1:7")).isEqualTo(new InterfaceSpec("10.0.0.1", false, 7, ALL));
        assertThat(InterfaceSpec.parse("10.0.0.0/8")).isEqualTo(new InterfaceSpec("10.0.0.0", false, 0, 8));
        assertThat(InterfaceSpec.parse("10.0.0.0:7/8")).isEqualTo(new InterfaceSpec("10.0.0.0", false, 7, 8));
        assertThat(InterfaceSpec.parse("[::1]")).isEqualTo(new InterfaceSpec("::1", false, 0, ALL));
        assertThat(InterfaceSpec.parse("[fe80::1%eth0]:7/64")).isEqualTo(new InterfaceSpec("fe80::1", false, 7, 64));
        assertThat(InterfaceSpec.parse("{eth0}")).isEqualTo(new InterfaceSpec("eth0", true, 0, ALL));
        assertThat(InterfaceSpec.parse("{eth0}:7")).isEqualTo(new InterfaceSpec("eth0", true, 7, ALL));
    }

    @Test
    void writesWhatItReads() {
        for (String text : List.of(
                "localhost", "10.0.0.1:7", "10.0.0.0/8", "10.0.0.0:7/8", "[::1]", "[::1]:7/64", "{eth0}", "{eth0}:7")) {
            assertThat(InterfaceSpec.parse(text)).hasToString(text);
        }
    }

    @Test
    void comparesAllBitsUnlessAPrefixIsGiven() {
        assertThat(InterfaceSpec.parse("10.0.0.1").prefixLength(32)).isEqualTo(32);
        assertThat(InterfaceSpec.parse("10.0.0.1/8").prefixLength(32)).isEqualTo(8);
        assertThat(InterfaceSpec.parse("10.0.0.1/33").prefixLength(32)).isEqualTo(32);
    }

    @Test
    void refusesWhatIsNoInterface() {
        for (String text : List.of(
                "",
                "{",
                "{}",
                "{eth0",
                "{eth0}x",
                "{eth0}:",
                "/8",
                "10.0.0.1/",
                "10.0.0.1/x",
                "10.0.0.1/-1",
                "a:",
                "a:x",
                "[::1",
                "[]",
                "a:65536")) {
            assertThatExceptionOfType(ChannelException.class)
                    .as(text)
                    .isThrownBy(() -> InterfaceSpec.parse(text))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CHANNEL));
        }
    }
}
