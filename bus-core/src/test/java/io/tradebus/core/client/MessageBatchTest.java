package io.tradebus.core.client;

import static io.tradebus.core.client.TestLog.MTU;
import static io.tradebus.core.client.TestLog.TERM_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.RawTail;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many messages by one move of the tail. */
class MessageBatchTest {
    private static final long LAST_TERM_BEGIN = ((long) TERM_LENGTH << 31) - TERM_LENGTH;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[TERM_LENGTH]);
    private final MessageBatch batch = new MessageBatch(TERM_LENGTH);

    /** Makes a publication over a log. */
    interface Kind extends Function<TestLog, Publication> {}

    static Stream<Kind> kinds() {
        return Stream.of(TestLog::concurrent, TestLog::exclusive);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itsMessagesComeInOrderAndAsTheyAre(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);
        Image image = log.image();
        message.putStringWithoutLengthAscii(0, "one two ten");

        assertThat(batch.add(message, 0, 3)).isTrue();
        assertThat(batch.add(message, 0, 0)).isTrue();
        assertThat(batch.add(message, 4, 7, 42)).isTrue();
        int place = batch.claim(3);
        batch.buffer().putStringWithoutLengthAscii(place, "six");
        assertThat(batch.size()).isEqualTo(4);
        assertThat(batch.length()).isEqualTo(64 + 32 + 64 + 64);
        assertThat(publication.offer(message, 8, 3)).isEqualTo(64);
        assertThat(publication.offer(batch)).isEqualTo(64 + 224).isEqualTo(publication.position());

        assertThat(batch.isEmpty()).isTrue();
        assertThat(read(image)).containsExactly("ten 0", "one 0", " 0", "two ten 42", "six 0");
        assertThat(publication.offer(batch)).as("nothing").isEqualTo(288);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itsFramesLieAsIfTheyHadComeOneByOneWhereverItIsOffered(Kind kind) {
        TestLog log = new TestLog(5, 5, TERM_LENGTH - 608);
        TestLog expectedLog = new TestLog(5, 5, TERM_LENGTH - 608);
        TestLog other = new TestLog(5, 5, 0, 99);
        TestLog expectedOther = new TestLog(5, 5, 0, 99);
        for (TestLog each : List.of(log, expectedLog, other, expectedOther)) {
            each.connect(2L * TERM_LENGTH);
        }
        Publication publication = kind.apply(log);
        Publication expected = kind.apply(expectedLog);

        offerBoth(publication, expected);
        offerBoth(publication, expected);
        publication.offer(message, 0, 40);
        expected.offer(message, 0, 40);
        offerBoth(publication, expected);
        offerBoth(publication, expected);
        offerBoth(kind.apply(other), kind.apply(expectedOther));
        offerBoth(publication, expected);

        assertThat(publication.position()).isEqualTo(expected.position()).isGreaterThan(TERM_LENGTH);
        for (int i = 0; i < 3; i++) {
            assertThat(log.terms[i]).isEqualTo(expectedLog.terms[i]);
            assertThat(other.terms[i]).isEqualTo(expectedOther.terms[i]);
        }
    }

    /** Two messages in a batch, and one by one. They take 160 bytes. */
    private void offerBoth(Publication publication, Publication expected) {
        message.putLong(0, publication.position());
        batch.add(message, 0, 32);
        batch.add(message, 0, 33);
        while (publication.offer(batch) == Publication.ADMIN_ACTION) {
            assertThat(batch.size()).isEqualTo(2);
        }
        for (int length : new int[] {32, 33}) {
            while (expected.offer(message, 0, length) == Publication.ADMIN_ACTION) {
                assertThat(publication.position()).isGreaterThan(expected.position());
            }
        }
    }

    @Test
    void isMadeAnewForAnotherPlaceAfterOneThatCameToNothing() {
        fill(2, 32);
        batch.placeAt(DataFrame.placeWord(640, 7), DataFrame.streamWord(1, 2));
        batch.onRefused();

        batch.placeAt(DataFrame.placeWord(640 + 128, 7), DataFrame.streamWord(1, 2));

        assertThat(DataFrame.termOffset(batch.frames(), 0)).isEqualTo(768);
        assertThat(DataFrame.termOffset(batch.frames(), 64)).isEqualTo(832);
    }

    @Test
    void whatWasWrittenOverAPlaceIsMadeGood() {
        TestLog log = new TestLog();
        log.connect(TERM_LENGTH);
        int first = batch.claim(32);
        batch.claim(32);
        batch.buffer().putLong(first + 32 + 8, -1);
        batch.buffer().putLong(first + 32 + 16, -1);

        assertThat(log.exclusive().offer(batch)).isEqualTo(128);

        assertThat(DataFrame.describe(log.terms[0], 64)).contains("offset=64 session=7 stream=1001 term=5");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void movesTheTailOnce(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(1);
        fill(3, 100);

        assertThat(publication.offer(batch)).as("begins below the limit").isEqualTo(480);

        assertThat(RawTail.offset(LogMetadata.rawTail(log.metadata, 0), TERM_LENGTH))
                .isEqualTo(480);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsItsMessagesWhenItIsRefused(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        fill(3, 8);

        assertThat(publication.offer(batch)).isEqualTo(Publication.NOT_CONNECTED);
        log.connect(0);
        assertThat(publication.offer(batch)).isEqualTo(Publication.BACK_PRESSURED);
        assertThat(batch.size()).isEqualTo(3);
        log.connect(64);
        assertThat(publication.offer(batch)).isEqualTo(192);

        publication.close();
        fill(1, 8);
        assertThat(publication.offer(batch)).isEqualTo(Publication.CLOSED);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void turnsTheTermWhenItDoesNotFit(Kind kind) {
        TestLog log = new TestLog(5, 5, TERM_LENGTH - 128);
        Publication publication = kind.apply(log);
        log.connect(2L * TERM_LENGTH);
        fill(3, 8);

        assertThat(publication.offer(batch)).isEqualTo(Publication.ADMIN_ACTION);
        assertThat(DataFrame.describe(log.terms[0], TERM_LENGTH - 128))
                .startsWith("DATA length=128")
                .contains("type=0");
        assertThat(publication.offer(batch)).isEqualTo(TERM_LENGTH + 192);
        assertThat(DataFrame.termOffset(log.terms[1], 128)).isEqualTo(128);
        assertThat(DataFrame.termId(log.terms[1], 128)).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void mayFillTheTermToItsEnd(Kind kind) {
        TestLog log = new TestLog(5, 5, TERM_LENGTH - 192);
        log.connect(2L * TERM_LENGTH);
        fill(3, 8);

        assertThat(kind.apply(log).offer(batch)).isEqualTo(TERM_LENGTH);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isRefusedForEverAtTheLastPosition(Kind kind) {
        TestLog log = new TestLog(5, 5 + Integer.MAX_VALUE, TERM_LENGTH - 128);
        log.connect(Long.MAX_VALUE);
        fill(3, 8);
        Publication publication = kind.apply(log);
        assertThat(publication.position()).isEqualTo(LAST_TERM_BEGIN + TERM_LENGTH - 128);

        assertThat(publication.offer(batch)).isEqualTo(Publication.MAX_POSITION_EXCEEDED);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isRefusedBeforeTheTailMovesWhenItCannotFit(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);

        fill(1, MTU - 31);
        assertThatThrownBy(() -> publication.offer(batch))
                .hasMessage(
                        "a message of a batch must fit one frame, and have at most 1376 bytes, but it had 1377: offer it"
                                + " by itself");
        batch.clear();
        fill(7, MTU - 32);
        assertThatThrownBy(() -> publication.offer(batch))
                .hasMessage(
                        "a batch may take 8384 bytes of the log (maxBatchLength), but took 9856: offer fewer messages"
                                + " at once, or make the terms longer");
        MessageBatch withHeads = new MessageBatch(1024, 8);
        withHeads.add(message, 0, 1);
        assertThatThrownBy(() -> publication.offer(withHeads))
                .hasMessage(
                        "the batch keeps 8 bytes before each message that nobody has filled: make it by newBatch of the"
                                + " publisher that sends it");

        assertThat(publication.maxBatchLength()).isEqualTo(8384);
        assertThat(publication.position()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isRefusedBeforeTheTailMovesWhenAHeaderWasOverwritten(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);
        for (int value : new int[] {0, 31, -64, 65, Integer.MAX_VALUE}) {
            batch.clear();
            int first = batch.claim(32);
            batch.claim(32);
            batch.buffer().putInt(first + 32, value);

            assertThatThrownBy(() -> publication.offer(batch))
                    .as("frame length %d", value)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the header of a message at 64 in the buffer of the batch was overwritten");
        }
        batch.clear();
        batch.buffer().putInt(batch.claim(32) - 28, 7);
        assertThatThrownBy(() -> publication.offer(batch)).as("type").isInstanceOf(IllegalStateException.class);

        assertThat(publication.position()).isZero();
        batch.clear();
        fill(1, 8);
        assertThat(publication.offer(batch)).isEqualTo(64);
    }

    @Test
    void hasRoomForWhatItsCapacitySays() {
        MessageBatch small = new MessageBatch(160);

        assertThat(small.add(message, 0, 32)).isTrue();
        assertThat(small.add(message, 0, 65)).as("97 bytes more").isFalse();
        assertThat(small.add(message, 0, 64)).isTrue();
        assertThat(small.claim(0)).isEqualTo(MessageBatch.NO_ROOM);
        assertThat(small.size()).isEqualTo(2);
        small.clear();
        assertThat(small.claim(128)).isEqualTo(32);
    }

    @Test
    void refusesWhatNoBatchOfItsKindCanHold() {
        MessageBatch small = new MessageBatch(160);

        assertThatThrownBy(() -> small.claim(129))
                .hasMessage("length of a message must be from 0 to 128, for which the batch has room, but was 129");
        assertThatThrownBy(() -> small.claim(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> small.claim(Integer.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> small.add(message, TERM_LENGTH - 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(small.isEmpty()).isTrue();
        assertThatThrownBy(() -> new MessageBatch(63))
                .hasMessage(
                        "capacity of a batch must be from what one message takes, which is 32 bytes more than its head and"
                                + " its length, rounded up to 32, to 67108864, but it was 63 with heads of 0");
        assertThatThrownBy(() -> new MessageBatch(Integer.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MessageBatch(1024, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> small.add(message, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MessageBatch(1024, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesNothingOfFormerMessagesBehindShorterOnes() {
        TestLog log = new TestLog();
        log.connect(TERM_LENGTH);
        message.setMemory(0, 64, (byte) 0xFF);
        batch.add(message, 0, 64);
        batch.clear();
        batch.add(message, 0, 33);

        log.exclusive().offer(batch);

        assertThat(log.terms[0].getByte(32 + 32)).isEqualTo((byte) 0xFF);
        for (int i = 32 + 33; i < 96; i++) {
            assertThat(log.terms[0].getByte(i)).isZero();
        }
    }

    @Test
    void headsAreFilledByWhoOffers() {
        TestLog log = new TestLog();
        log.connect(TERM_LENGTH);
        Image image = log.image();
        UnsafeBuffer head = new UnsafeBuffer("xx>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        MessageBatch withHeads = new MessageBatch(1024, 1);
        message.putStringWithoutLengthAscii(0, "ab");
        withHeads.add(message, 0, 1);
        withHeads.add(message, 1, 1);

        withHeads.fillHeads(head, 2);
        log.connect(0);
        assertThat(log.exclusive().offer(withHeads)).isEqualTo(Publication.BACK_PRESSURED);
        log.connect(TERM_LENGTH);
        assertThatThrownBy(() -> log.exclusive().offer(withHeads))
                .as("filled for an attempt that is over")
                .isInstanceOf(IllegalArgumentException.class);
        withHeads.fillHeads(head, 2);
        assertThat(log.exclusive().offer(withHeads)).isEqualTo(128);

        assertThat(read(image)).containsExactly(">a 0", ">b 0");
    }

    private void fill(int count, int length) {
        for (int i = 0; i < count; i++) {
            assertThat(batch.add(message, 0, length)).isTrue();
        }
    }

    private static List<String> read(Image image) {
        List<String> messages = new ArrayList<>();
        image.poll(
                (buffer, offset, length, header) ->
                        messages.add(buffer.getStringWithoutLengthAscii(offset, length) + " " + header.reservedValue()),
                100);
        return messages;
    }
}
