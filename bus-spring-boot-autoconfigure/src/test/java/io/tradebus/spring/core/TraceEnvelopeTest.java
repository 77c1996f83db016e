package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

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
