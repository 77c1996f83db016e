package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceEnvelopeTest {
    private static final long HIGH = 0x4bf92f3577b34da6L;
    private static final long LOW = 0xa3ce929d0e0e4736L;
    private static final long SPAN = 0x00f067aa0ba902b7L;

    private final byte[] bytes = new byte[48];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    @Test
    void hasItsIdsInTheOrderInWhichTheyAreRead() {
        TraceEnvelope.write(buffer, 8, HIGH, LOW, SPAN, TraceEnvelope.SAMPLED);

        assertThat(HexFormat.of().formatHex(bytes, 8, 40))
                .isEqualTo("54524345" + "01" + "01" + "0000" + "4bf92f3577b34da6a3ce929d0e0e4736" + "00f067aa0ba902b7");
    }

    @Test
    void isReadAsTraceParent() {
        TraceEnvelope.write(buffer, 8, HIGH, LOW, SPAN, TraceEnvelope.SAMPLED);
        assertThat(TraceEnvelope.traceParent(buffer, 8))
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        TraceEnvelope.write(buffer, 8, 0, LOW, SPAN, (byte) 0);
        assertThat(TraceEnvelope.traceParent(buffer, 8))
                .isEqualTo("00-0000000000000000a3ce929d0e0e4736-00f067aa0ba902b7-00");
    }

    @Test
    void takesIdsAsTracersHaveThem() {
        TraceEnvelope.write(buffer, 0, "4bf92f3577b34da6a3ce929d0e0e4736", "00F067AA0BA902B7", TraceEnvelope.SAMPLED);
        assertThat(TraceEnvelope.traceParent(buffer, 0))
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        TraceEnvelope.write(buffer, 0, "a3ce929d0e0e4736", "b7", (byte) 0);
        assertThat(TraceEnvelope.traceParent(buffer, 0))
                .isEqualTo("00-0000000000000000a3ce929d0e0e4736-00000000000000b7-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g3ce929d0e0e4736",
                "a3 e929d0e0e4736",
                "a3/e929d0e0e4736",
                "a3@e929d0e0e4736",
                "a3`e929d0e0e4736",
                "a3:e929d0e0e4736",
                "a3ce-29d0e0e4736",
                "4bf92f3577b34da6a3ce929d0e0e47361"
            })
    void refusesWhatIsNoId(String id) {
        assertThatThrownBy(() -> TraceEnvelope.write(buffer, 0, id, "b7", (byte) 0))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining(id);
    }

    @Test
    void mayNameNoTrace() {
        TraceEnvelope.writeNone(buffer, 0);

        assertThat(TraceEnvelope.isAt(buffer, 0, 32)).isTrue();
        assertThat(TraceEnvelope.traceParent(buffer, 0)).isNull();
    }

    @Test
    void isToldFromOtherBytes() {
        assertThat(TraceEnvelope.isAt(buffer, 0, 48)).isFalse();

        TraceEnvelope.writeNone(buffer, 0);
        assertThat(TraceEnvelope.isAt(buffer, 0, 31)).isFalse();
        buffer.putByte(4, (byte) 0);
        assertThat(TraceEnvelope.isAt(buffer, 0, 32)).isFalse();
    }
}
