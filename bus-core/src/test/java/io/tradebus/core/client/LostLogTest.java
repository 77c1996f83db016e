package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.log.ReservedValueSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.UnsafeBufferPosition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of appends that are under way when a publication loses its log. */
class LostLogTest {
    private final TestLog log = new TestLog();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
    private long settled = -1;

    @BeforeEach
    void connect() {
        log.connect(Long.MAX_VALUE);
    }

    @Test
    void accountsForAnAppendThatWasUnderWay() {
        ConcurrentPublication publication = log.concurrent();
        AppendLog lost = publication.detach();

        long position = lost.append(message, 0, 8, null);

        assertThat(publication.settled(lost, position)).isEqualTo(64);
        assertThat(lost.settle()).isEqualTo(64);
        assertThat(publication.settled(lost, position)).isEqualTo(64);
    }

    @Test
    void doesNotTakeWhatIsAppendedOnceTheLogIsSettled() {
        ConcurrentPublication publication = log.concurrent();
        AppendLog lost = publication.detach();
        assertThat(lost.settle()).isZero();

        long position = lost.append(message, 0, 8, null);

        assertThat(publication.settled(lost, position)).isEqualTo(Publication.NOT_CONNECTED);
        publication.markClosed();
        assertThat(publication.settled(lost, position)).isEqualTo(Publication.CLOSED);
    }

    @Test
    void appendsToTheNextLogWithItsLengths() {
        ExclusivePublication publication = log.exclusive();
        publication.offer(message, 0, 8);
        TestLog next = new TestLog(9, 11, 4096, 8);
        next.connect(Long.MAX_VALUE);

        publication.detach();
        assertThat(publication.offer(message, 0, 8)).isEqualTo(Publication.NOT_CONNECTED);
        assertThat(publication.sessionId()).as("the last one").isEqualTo(TestLog.SESSION);
        publication.attach(next.exclusive().latestLog());

        assertThat(publication.sessionId()).isEqualTo(8);
        assertThat(publication.initialTermId()).isEqualTo(9);
        long begin = 2L * TestLog.TERM_LENGTH + 4096;
        assertThat(publication.offer(message, 0, 8)).isEqualTo(begin + 64);
        assertThat(publication.appendPadding(32)).isEqualTo(begin + 128);
        assertThat(publication.termOffset()).isEqualTo(4096 + 128);
    }

    @Test
    void leavesAClaimToItsOwnLog() {
        ConcurrentPublication publication = log.concurrent();
        Claim claim = new Claim();
        publication.tryClaim(8, claim);
        TestLog next = new TestLog();
        next.connect(Long.MAX_VALUE);
        AppendLog lost = publication.detach();
        publication.attach(next.concurrent().latestLog());

        assertThat(lost.hasOpenClaims()).isTrue();
        claim.commit();

        assertThat(lost.hasOpenClaims()).isFalse();
        assertThat(log.terms[0].getInt(0)).isEqualTo(40);
        assertThat(next.terms[0].getInt(0)).isZero();
        assertThat(claim.buffer().byteBuffer()).as("nothing is held any more").isNull();
    }

    @Test
    void knowsEachOfSeveralClaimsThatGoFromLogToLog() {
        ConcurrentPublication publication = log.concurrent();
        TestLog next = new TestLog();
        next.connect(Long.MAX_VALUE);
        ConcurrentPublication other = next.concurrent();
        Claim first = new Claim();
        Claim second = new Claim();

        for (int i = 0; i < 3; i++) {
            publication.tryClaim(8, first);
            first.commit();
            other.tryClaim(8, first);
            first.abort();
        }
        assertThat(publication.latestLog().hasOpenClaims()).isFalse();
        publication.tryClaim(8, second);
        publication.tryClaim(8, first);
        first.commit();

        assertThat(publication.latestLog().hasOpenClaims()).isTrue();
        assertThat(other.latestLog().hasOpenClaims()).isFalse();
        second.abort();
        assertThat(publication.latestLog().hasOpenClaims()).isFalse();
    }

    @Test
    void holdsNoLogForAClaimThatFoundNoRoom() {
        ConcurrentPublication publication = log.concurrent();
        log.connect(0);

        assertThat(publication.tryClaim(8, new Claim())).isEqualTo(Publication.BACK_PRESSURED);

        assertThat(publication.latestLog().hasOpenClaims()).isFalse();
    }

    @Test
    void keepsTheMemoryOfAnOpenClaimReachable() {
        Claim claim = new Claim();
        log.concurrent().tryClaim(8, claim);

        assertThat(claim.buffer().byteBuffer()).isSameAs(log.terms[0].byteBuffer());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotAcceptAnOfferThatFoundRoomBeforeTheLogWasSettled(boolean isExclusive) {
        Publication publication = lostAtLimit(isExclusive);

        assertThat(publication.offer(message, 0, 8)).isEqualTo(Publication.NOT_CONNECTED);

        assertThat(settled).as("what the client accounts for").isZero();
        assertThat(publication.latestLog().producerPosition())
                .as("what was appended")
                .isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abortsAClaimThatFoundRoomBeforeTheLogWasSettled(boolean isExclusive) {
        Publication publication = lostAtLimit(isExclusive);
        Claim claim = new Claim();

        assertThat(publication.tryClaim(8, claim)).isEqualTo(Publication.NOT_CONNECTED);

        assertThat(settled).isZero();
        assertThat(claim.isOpen()).isFalse();
        assertThat(publication.latestLog().hasOpenClaims()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acceptsWhatIsAccountedForThoughItsFrameIsWrittenLater(boolean isExclusive) {
        Publication publication = isExclusive ? log.exclusive() : log.concurrent();
        ReservedValueSupplier losing = (term, termOffset, frameLength) -> {
            lose(publication);
            return 0;
        };

        long position = publication.offer(message, 0, 8, losing);

        assertThat(position).isEqualTo(64);
        assertThat(settled).isEqualTo(64);
    }

    /** A publication whose log is lost and settled between its look at the limit and the move of the tail. */
    private Publication lostAtLimit(boolean isExclusive) {
        LosingLimit limit = new LosingLimit();
        limit.publication = isExclusive ? log.exclusive(limit) : log.concurrent(limit);
        return limit.publication;
    }

    private void lose(@Nullable Publication publication) {
        AppendLog lost = publication == null ? null : publication.detach();
        if (lost != null) {
            settled = lost.settle();
        }
    }

    private final class LosingLimit extends UnsafeBufferPosition {
        private @Nullable Publication publication;

        LosingLimit() {
            super(log.counterValues, TestLog.LIMIT_COUNTER);
        }

        @Override
        public long getAcquire() {
            lose(publication);
            return super.getAcquire();
        }
    }
}
