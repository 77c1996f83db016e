package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** How fragments become messages, with fragments made by a publication and with hand-made ones. */
class FragmentAssemblerTest {
    private final List<String> messages = new ArrayList<>();
    private final FragmentHandler collect = (buffer, offset, length, header) -> messages.add(length + " bytes, first "
            + buffer.getInt(offset) + ", last " + buffer.getByte(offset + length - 1) + ", position "
            + header.position()
            + ", flags " + header.flags() + ", frame " + header.frameLength() + ", offset " + header.termOffset()
            + ", reassembled " + header.isReassembled());
    private final FragmentAssembler assembler = new FragmentAssembler(collect);
    private final UnsafeBuffer term = new UnsafeBuffer(new byte[64 << 10]);

    @Test
    @Conformance("SM-71")
    void putsAMessageTogether() {
        TestLog log = new TestLog();
        ExclusivePublication publication = log.exclusive();
        log.connect(TestLog.TERM_LENGTH);
        UnsafeBuffer message = new UnsafeBuffer(new byte[8192]);
        message.putInt(0, 77);
        message.putByte(7999, (byte) 88);
        publication.offer(message, 0, 8);
        long position = publication.offer(message, 0, 8000);

        assertThat(log.image().poll(assembler, 100)).isEqualTo(7);

        assertThat(messages)
                .containsExactly(
                        "8 bytes, first 77, last 0, position 64, flags 192, frame 40, offset 0, reassembled false",
                        "8000 bytes, first 77, last 88, position " + position
                                + ", flags 192, frame 8032, offset 64, reassembled true");
    }

    @Test
    void assemblesEachSessionByItself() {
        feed(1, 0x80, 0, 100);
        feed(2, 0x80, 0, 50);
        feed(1, 0x40, 160, 10);
        feed(2, 0x40, 96, 10);

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).startsWith("110 bytes");
        assertThat(messages.get(1)).startsWith("60 bytes");
    }

    @Test
    void deliversNothingOfAMessageWhoseBeginningWasNotSeen() {
        feed(1, 0x00, 0, 100);
        feed(1, 0x40, 160, 100);

        assertThat(messages).isEmpty();
    }

    @Test
    void givesAMessageUpWhenAFragmentIsMissing() {
        feed(1, 0x80, 0, 100);
        feed(1, 0x00, 320, 100);
        feed(1, 0x40, 480, 100);
        feed(1, 0x80, 640, 100);
        feed(1, 0x40, 800, 1);

        assertThat(messages).hasSize(1);
        assertThat(messages.get(0)).startsWith("101 bytes");
    }

    @Test
    void doesNotContinueInAnotherTerm() {
        feed(1, 0x80, 0, 100);
        write(1, 0x40, 160, 100, 6);
        deliver(160, 100);

        assertThat(messages).isEmpty();
    }

    @Test
    void beginsAnewWhenTheEndNeverCame() {
        feed(1, 0x80, 0, 100);
        feed(1, 0x80, 160, 20);
        feed(1, 0x40, 224, 1);

        assertThat(messages).hasSize(1);
        assertThat(messages.get(0)).startsWith("21 bytes");
    }

    @Test
    void forgetsASession() {
        feed(1, 0x80, 0, 100);
        assembler.forgetSession(1);
        feed(1, 0x40, 160, 100);
        feed(1, 0x80, 320, 100);
        assembler.clear();
        feed(1, 0x40, 480, 100);

        assertThat(messages).isEmpty();
    }

    @Test
    @Conformance("SM-71")
    void deliversAnAbortedMessageOnceMore() {
        TestLog log = new TestLog();
        ExclusivePublication publication = log.exclusive();
        log.connect(TestLog.TERM_LENGTH);
        long position = publication.offer(new UnsafeBuffer(new byte[8192]), 0, 8000);
        List<Integer> lengths = new ArrayList<>();
        ControlledFragmentAssembler controlled = new ControlledFragmentAssembler((buffer, offset, length, header) -> {
            lengths.add(length);
            assertThat(header.position()).isEqualTo(position);
            assertThat(header.isReassembled()).isTrue();
            return lengths.size() < 3 ? Action.ABORT : Action.COMMIT;
        });
        Image image = log.image();

        assertThat(image.controlledPoll(controlled, 100)).isEqualTo(5);
        assertThat(image.position()).isEqualTo(5 * TestLog.MTU);
        assertThat(image.controlledPoll(controlled, 100)).isZero();
        assertThat(image.controlledPoll(controlled, 100)).isEqualTo(1);

        assertThat(log.owner.errors).isEmpty();
        assertThat(lengths).containsExactly(8000, 8000, 8000);
        assertThat(image.position()).isEqualTo(position);
    }

    @Test
    void passesOnWhatTheHandlerOfWholeMessagesSays() {
        TestLog log = new TestLog();
        ExclusivePublication publication = log.exclusive();
        log.connect(TestLog.TERM_LENGTH);
        publication.offer(new UnsafeBuffer(new byte[8]), 0, 8);
        publication.offer(new UnsafeBuffer(new byte[8]), 0, 8);

        assertThat(log.image().controlledPoll(new ControlledFragmentAssembler((b, o, l, h) -> Action.BREAK), 10))
                .isEqualTo(1);
    }

    private void feed(int session, int flags, int termOffset, int length) {
        write(session, flags, termOffset, length, 5);
        deliver(termOffset, length);
    }

    private void write(int session, int flags, int termOffset, int length, int termId) {
        DataFrame.writeFields(term, termOffset, flags, DataFrame.TYPE_DATA, termOffset, session, 1001, termId);
        DataFrame.frameLengthRelease(term, termOffset, length + DataFrame.HEADER_LENGTH);
    }

    private void deliver(int termOffset, int length) {
        FragmentHeader header = new FragmentHeader(5, 16, term, null);
        header.beginTerm(term, Positions.beginOfTerm(DataFrame.termId(term, termOffset), 16, 5));
        header.moveTo(termOffset);
        assembler.onFragment(term, termOffset + DataFrame.HEADER_LENGTH, length, header);
    }
}
