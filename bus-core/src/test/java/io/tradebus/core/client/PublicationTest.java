package io.tradebus.core.client;

import static io.tradebus.core.client.TestLog.MTU;
import static io.tradebus.core.client.TestLog.SESSION;
import static io.tradebus.core.client.TestLog.STREAM;
import static io.tradebus.core.client.TestLog.TERM_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.DirectBufferVector;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import io.tradebus.core.idle.Wakeups;
import io.tradebus.core.support.Conformance;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both kinds of publication have in common, over a log in plain memory. */
class PublicationTest {
    private static final int MAX_PAYLOAD = MTU - 32;
    private static final int MAX_MESSAGE = TERM_LENGTH / 8;
    private static final long LAST_TERM_BEGIN = ((long) TERM_LENGTH << 31) - TERM_LENGTH;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[2 * TERM_LENGTH]);

    /** Makes a publication over a log. */
    interface Kind extends Function<TestLog, Publication> {}

    static Stream<Kind> kinds() {
        return Stream.of(TestLog::concurrent, TestLog::exclusive);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Conformance("SM-52")
    void isNotConnectedWithoutASubscriber(Kind kind) {
        TestLog log = new TestLog();

        assertThat(kind.apply(log).offer(message, 0, 8)).isEqualTo(Publication.NOT_CONNECTED);
        assertThat(kind.apply(log).tryClaim(8, new Claim())).isEqualTo(Publication.NOT_CONNECTED);
        assertThat(kind.apply(log).isConnected()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Conformance({"SM-52", "SM-53"})
    void isBackPressuredOnceAMessageWouldBeginAtTheLimit(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(65);

        assertThat(publication.offer(message, 0, 32)).isEqualTo(64);
        assertThat(publication.availableWindow()).isEqualTo(1);
        assertThat(publication.offer(message, 0, 5000))
                .as("begins below the limit")
                .isGreaterThan(5000);
        assertThat(publication.offer(message, 0, 0)).isEqualTo(Publication.BACK_PRESSURED);
        assertThat(publication.tryClaim(0, new Claim())).isEqualTo(Publication.BACK_PRESSURED);
        assertThat(publication.availableWindow()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void appendsAWholeFrame(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);
        message.putLong(100, 0x0102030405060708L);

        assertThat(publication.offer(message, 100, 8)).isEqualTo(64);

        assertThat(DataFrame.describe(log.terms[0], 0))
                .isEqualTo(
                        "DATA length=40 version=0 flags=0xc0 type=1 offset=0 session=7 stream=1001 term=5 reserved=0");
        assertThat(log.terms[0].getLong(32)).isEqualTo(0x0102030405060708L);
        assertThat(publication.position()).isEqualTo(64);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void appendsAMessageWithoutPayload(Kind kind) {
        TestLog log = new TestLog();
        log.connect(TERM_LENGTH);

        assertThat(kind.apply(log).offer(message, 0, 0)).isEqualTo(32);
        assertThat(log.terms[0].getInt(0)).isEqualTo(32);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Conformance("SM-54")
    void cutsAMessageAtTheLargestPayload(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);

        assertThat(publication.offer(message, 0, MAX_PAYLOAD)).isEqualTo(MTU);
        assertThat(publication.offer(message, 0, MAX_PAYLOAD + 1)).isEqualTo(2 * MTU + 64);

        assertThat(DataFrame.flags(log.terms[0], 0)).isEqualTo(0xC0);
        assertThat(DataFrame.flags(log.terms[0], MTU)).isEqualTo(0x80);
        assertThat(log.terms[0].getInt(MTU)).isEqualTo(MTU);
        assertThat(DataFrame.flags(log.terms[0], 2 * MTU)).isEqualTo(0x40);
        assertThat(log.terms[0].getInt(2 * MTU)).isEqualTo(33);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Conformance("SM-55")
    void refusesAMessageLongerThanTheLongest(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);

        assertThat(publication.maxMessageLength()).isEqualTo(MAX_MESSAGE);
        assertThat(publication.offer(message, 0, MAX_MESSAGE)).isPositive();
        long tail = publication.position();
        assertThatThrownBy(() -> publication.offer(message, 0, MAX_MESSAGE + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8192");
        assertThatThrownBy(() -> publication.offer(message, 0, MAX_MESSAGE, message, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publication.offer(new DirectBufferVector[] {
                    new DirectBufferVector(message, 0, MAX_MESSAGE), new DirectBufferVector(message, 0, 1)
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publication.tryClaim(MAX_PAYLOAD + 1, new Claim()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1376");
        assertThat(publication.position()).isEqualTo(tail);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesWhatIsNotThereBeforeAPlaceIsClaimed(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);

        assertThatThrownBy(() -> publication.offer(message, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publication.tryClaim(-1, new Claim())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publication.offer(message, 0, -8, message, 0, 16))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publication.offer(message, 0, Integer.MAX_VALUE, message, 0, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publication.offer(message, message.capacity() - 4, 8))
                .isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(publication.position()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void framesPartsLikeAWholeMessage(Kind kind) {
        for (int i = 0; i < message.capacity(); i++) {
            message.putByte(i, (byte) (i * 31));
        }
        TestLog whole = new TestLog();
        TestLog parts = new TestLog();
        TestLog vectors = new TestLog();
        whole.connect(TERM_LENGTH);
        parts.connect(TERM_LENGTH);
        vectors.connect(TERM_LENGTH);
        DirectBufferVector[] pieces = {
            new DirectBufferVector(message, 0, 1),
            new DirectBufferVector(message, 1, 0),
            new DirectBufferVector(message, 1, 1999),
            new DirectBufferVector(message, 2000, 3000)
        };

        long position = kind.apply(whole).offer(message, 0, 5000);

        assertThat(kind.apply(parts).offer(message, 0, 1500, message, 1500, 3500))
                .isEqualTo(position);
        assertThat(kind.apply(vectors).offer(pieces)).isEqualTo(position);
        assertThat(parts.terms[0]).isEqualTo(whole.terms[0]);
        assertThat(vectors.terms[0]).isEqualTo(whole.terms[0]);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void asksForAReservedValueOfEachFrame(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);

        publication.offer(
                message, 0, MAX_PAYLOAD + 1, (term, termOffset, frameLength) -> termOffset * 10L + frameLength);

        assertThat(DataFrame.reservedValue(log.terms[0], 0)).isEqualTo(MTU);
        assertThat(DataFrame.reservedValue(log.terms[0], MTU)).isEqualTo(MTU * 10L + 33);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Conformance({"SM-56", "SM-57", "WP-15"})
    void fillsTheTermWithPaddingAndTurnsToTheNext(Kind kind) {
        TestLog log = new TestLog(5, 5, TERM_LENGTH - 64);
        Publication publication = kind.apply(log);
        log.connect(10L * TERM_LENGTH);

        assertThat(publication.offer(message, 0, 100)).isEqualTo(Publication.ADMIN_ACTION);

        assertThat(DataFrame.describe(log.terms[0], TERM_LENGTH - 64))
                .startsWith("DATA length=64 version=0 flags=0xc0 type=0 offset=65472");
        assertThat(LogMetadata.rawTail(log.metadata, 1)).isEqualTo(RawTail.pack(6, 0));
        assertThat(LogMetadata.activeTermCount(log.metadata)).isEqualTo(1);
        assertThat(publication.offer(message, 0, 100)).isEqualTo(TERM_LENGTH + 160);
        assertThat(DataFrame.termId(log.terms[1], 0)).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void needsNoPaddingWhenTheTermIsExactlyFull(Kind kind) {
        TestLog log = new TestLog(5, 5, TERM_LENGTH - 64);
        Publication publication = kind.apply(log);
        log.connect(10L * TERM_LENGTH);

        assertThat(publication.offer(message, 0, 32)).isEqualTo(TERM_LENGTH);
        assertThat(publication.position()).isEqualTo(TERM_LENGTH);
        assertThat(publication.tryClaim(32, new Claim())).isEqualTo(Publication.ADMIN_ACTION);
        assertThat(publication.offer(message, 0, 32)).isEqualTo(TERM_LENGTH + 64);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void goesRoundAllPartitions(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(Long.MAX_VALUE);

        for (int i = 0; i < 7; i++) {
            for (UnsafeBuffer term : log.terms) {
                term.setMemory(0, TERM_LENGTH, (byte) 0);
            }
            long begin = (long) i * TERM_LENGTH;
            for (int j = 1; j <= TERM_LENGTH / 4096; j++) {
                assertThat(publication.offer(message, 0, 4096 - 3 * 32)).isEqualTo(begin + j * 4096L);
            }
            assertThat(publication.offer(message, 0, 4000)).isEqualTo(Publication.ADMIN_ACTION);
        }
        assertThat(LogMetadata.activeTermCount(log.metadata)).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Conformance("SM-61")
    void isFullForEverAtTheLastPosition(Kind kind) {
        TestLog log = new TestLog(5, 5 + Integer.MAX_VALUE, TERM_LENGTH - 128);
        Publication publication = kind.apply(log);
        log.connect(LAST_TERM_BEGIN + TERM_LENGTH);

        assertThat(publication.offer(message, 0, 32)).isEqualTo(LAST_TERM_BEGIN + TERM_LENGTH - 64);
        assertThat(publication.offer(message, 0, 33)).isEqualTo(Publication.MAX_POSITION_EXCEEDED);
        assertThat(publication.offer(message, 0, 32)).isEqualTo(Publication.MAX_POSITION_EXCEEDED);
        assertThat(publication.tryClaim(0, new Claim())).isEqualTo(Publication.MAX_POSITION_EXCEEDED);

        assertThat(LogMetadata.activeTermCount(log.metadata)).isEqualTo(Integer.MAX_VALUE);
        assertThat(publication.maxPossiblePosition()).isEqualTo(LAST_TERM_BEGIN + TERM_LENGTH);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void acceptsNothingWhenClosed(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        log.connect(TERM_LENGTH);

        publication.close();

        assertThat(log.owner.asked).containsExactly("close publication 11 revoke=false");
        assertThat(publication.isClosed()).isTrue();
        assertThat(publication.isConnected()).isFalse();
        assertThat(publication.offer(message, 0, 8)).isEqualTo(Publication.CLOSED);
        assertThat(publication.offer(message, 0, 8, message, 0, 8)).isEqualTo(Publication.CLOSED);
        assertThat(publication.offer(new DirectBufferVector[0])).isEqualTo(Publication.CLOSED);
        assertThat(publication.tryClaim(8, new Claim())).isEqualTo(Publication.CLOSED);
        assertThat(publication.position()).isEqualTo(Publication.CLOSED);
        assertThat(publication.positionLimit()).isEqualTo(Publication.CLOSED);
        assertThat(publication.availableWindow()).isEqualTo(Publication.CLOSED);
        assertThat(LogMetadata.producerPosition(log.metadata)).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void letsAClaimBeFilledInPlace(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        Claim claim = new Claim();
        log.connect(TERM_LENGTH);

        assertThat(publication.tryClaim(MAX_PAYLOAD, claim)).isEqualTo(MTU);
        assertThat(claim.length()).isEqualTo(MAX_PAYLOAD);
        assertThat(log.terms[0].getInt(0)).isEqualTo(-MTU);
        claim.buffer().putLong(claim.offset(), 42);
        claim.reservedValue(43).flags(0xC1);
        claim.commit();

        assertThat(log.terms[0].getInt(0)).isEqualTo(MTU);
        assertThat(log.terms[0].getLong(32)).isEqualTo(42);
        assertThat(DataFrame.reservedValue(log.terms[0], 0)).isEqualTo(43);
        assertThat(DataFrame.flags(log.terms[0], 0)).isEqualTo(0xC1);
        assertThat(DataFrame.sessionId(log.terms[0], 0)).isEqualTo(SESSION);
        assertThat(DataFrame.streamId(log.terms[0], 0)).isEqualTo(STREAM);
        assertThat(claim.isOpen()).isFalse();
        assertThatThrownBy(claim::commit).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(claim::abort).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Conformance("SM-60")
    void leavesPaddingWhereAClaimWasAborted(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        Claim claim = new Claim();
        log.connect(TERM_LENGTH);

        publication.tryClaim(8, claim);
        claim.abort();
        publication.offer(message, 0, 8);

        assertThat(DataFrame.isPadding(log.terms[0], 0)).isTrue();
        assertThat(log.terms[0].getInt(0)).isEqualTo(40);
        int[] offsets = {0};
        assertThat(log.image().poll((buffer, offset, length, header) -> offsets[0] = offset, 10))
                .isEqualTo(1);
        assertThat(offsets[0]).isEqualTo(64 + 32);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void doesNotOpenAClaimThatIsOpen(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        Claim claim = new Claim();
        log.connect(TERM_LENGTH);
        publication.tryClaim(8, claim);

        assertThatThrownBy(() -> publication.tryClaim(8, claim)).isInstanceOf(IllegalStateException.class);
        assertThat(publication.position()).isEqualTo(64);
    }

    @Test
    void asksAgainWhileAnotherThreadTurnsTheTerm() {
        TestLog log = new TestLog();
        ConcurrentPublication publication = log.concurrent();
        log.connect(TERM_LENGTH);
        LogMetadata.activeTermCountRelease(log.metadata, 1);

        assertThat(publication.offer(message, 0, 8)).isEqualTo(Publication.ADMIN_ACTION);
        assertThat(LogMetadata.rawTail(log.metadata, 1)).isEqualTo(RawTail.pack(3, 0));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void wakesReadersOnceThereIsSomethingToRead(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        AtomicInteger woken = new AtomicInteger();
        Sleeper reader = TestSleepers.counting(woken);
        Wakeups.listen(log.owner.wakeups().stream(publication.streamId()), reader);
        Claim claim = new Claim();

        reader.accept(1);
        publication.offer(message, 0, 8);
        assertThat(woken).as("nothing was published").hasValue(0);
        log.connect(TERM_LENGTH);
        publication.offer(message, 0, 8);
        assertThat(woken).hasValue(1);
        reader.accept(1);
        publication.tryClaim(8, claim);
        assertThat(woken).as("nothing was committed").hasValue(1);
        claim.commit();

        assertThat(woken).hasValue(2);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void wakesTheDriverWhenThereIsNoRoom(Kind kind) {
        TestLog log = new TestLog();
        Publication publication = kind.apply(log);
        AtomicInteger woken = new AtomicInteger();
        Sleeper driver = TestSleepers.counting(woken);
        Wakeups.listen(log.owner.wakeups().conductor(), driver);
        driver.accept(1);
        log.connect(64);

        publication.offer(message, 0, 8);
        assertThat(woken).hasValue(0);
        assertThat(publication.offer(message, 0, 8)).isEqualTo(Publication.BACK_PRESSURED);

        assertThat(woken).hasValue(1);
    }
}
