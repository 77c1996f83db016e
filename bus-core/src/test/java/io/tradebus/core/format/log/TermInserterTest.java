package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.StoreRecorder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TermInserterTest {
    private static final int TERM_ID = HeapLog.INITIAL_TERM_ID;
    private static final int PACKET = 3;

    private final HeapLog sent = new HeapLog();
    private final UnsafeBuffer source = sent.terms[0];
    private final UnsafeBuffer term = new UnsafeBuffer(ByteBuffer.allocateDirect(HeapLog.TERM_LENGTH));
    private final UnsafeBuffer packet = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));

    @Test
    @Conformance("WP-28")
    void aDatagramIsInTheLogAsItWasSent() {
        append(0, 10);
        append(64, 100);
        DataFrame.reservedValue(source, 0, 0x0102_0304_0506_0708L);
        DataFrame.reservedValue(source, 64, -9);

        assertThat(insert(0, 224)).isTrue();

        assertThat(bytes(term)).isEqualTo(source.byteArray());
        assertThat(DataFrame.reservedValue(term, 0)).isEqualTo(0x0102_0304_0506_0708L);
        assertThat(DataFrame.reservedValue(term, 64)).isEqualTo(-9);
    }

    @Test
    void datagramsMayComeInAnyOrder() {
        append(0, 100);
        append(160, 100);
        append(320, 100);

        assertThat(insert(320, 160)).isTrue();
        assertThat(TermScanner.blockLength(term, 0, HeapLog.TERM_LENGTH)).isEqualTo(0);
        assertThat(insert(0, 160)).isTrue();
        assertThat(TermScanner.blockLength(term, 0, HeapLog.TERM_LENGTH)).isEqualTo(160);
        assertThat(insert(160, 160)).isTrue();
        assertThat(TermScanner.blockLength(term, 0, HeapLog.TERM_LENGTH)).isEqualTo(480);
    }

    @Test
    @Conformance("WP-26")
    void aSecondDatagramForTheSamePlaceChangesNothing() {
        append(0, 10);
        append(64, 100);
        insert(0, 224);
        byte[] before = bytes(term);

        copyToPacket(0, 224);
        packet.setMemory(PACKET + DataFrame.HEADER_LENGTH, 4, (byte) 0x77);
        assertThat(TermInserter.insert(term, 0, packet, PACKET, 224)).isFalse();
        assertThat(insert(64, 160)).isFalse();

        assertThat(bytes(term)).isEqualTo(before);
    }

    @Test
    @Conformance("WP-26")
    void whatWasFilledWithPaddingStaysFilled() {
        append(0, 100);
        TermFiller.fillGap(term, TERM_ID, HeapLog.SESSION_ID, HeapLog.STREAM_ID, 0, 160);

        assertThat(insert(0, 160)).isFalse();

        assertThat(DataFrame.isPadding(term, 0)).isTrue();
    }

    @Test
    void aDatagramMayOverlapWhatIsThereAlreadyAtItsEnd() {
        append(0, 10);
        append(64, 100);
        append(224, 10);
        insert(64, 160);

        // Sent again, it was packed with its neighbours.
        assertThat(insert(0, 288)).isTrue();

        assertThat(bytes(term)).isEqualTo(source.byteArray());
    }

    @Test
    @Conformance("WP-16")
    void ofPaddingOnlyTheHeaderIsCopied() {
        append(0, 10);
        sent.appender.appendPadding(source, 64, TERM_ID, HeapLog.TERM_LENGTH - 64);

        assertThat(insert(0, 96)).isTrue();

        assertThat(DataFrame.isPadding(term, 64)).isTrue();
        assertThat(DataFrame.frameLength(term, 64)).isEqualTo(HeapLog.TERM_LENGTH - 64);
        assertThat(DataFrame.frameLength(term, 96)).isEqualTo(0);
    }

    @Test
    void theLengthOfTheFirstFrameIsStoredLast() {
        append(0, 10);
        append(64, 10);
        copyToPacket(0, 128);
        StoreRecorder recorder = new StoreRecorder(HeapLog.TERM_LENGTH);

        assertThat(TermInserter.insert(recorder, 64, packet, PACKET, 128)).isTrue();

        assertThat(recorder.take()).containsExactly("72..192", "64=" + source.getLong(0));
    }

    private void append(int offset, int length) {
        DirectBufferVector[] parts = {new DirectBufferVector(HeapLog.message(length), 0, length)};
        sent.appender.append(source, offset, TERM_ID, parts, length, null);
    }

    private boolean insert(int termOffset, int length) {
        copyToPacket(termOffset, length);
        return TermInserter.insert(term, termOffset, packet, PACKET, length);
    }

    private void copyToPacket(int termOffset, int length) {
        packet.setMemory(0, packet.capacity(), (byte) 0x5A);
        packet.putBytes(PACKET, source, termOffset, length);
    }

    private static byte[] bytes(UnsafeBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
