package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import io.tradebus.core.support.Threads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of appends that are under way when a publication loses its log. */
class LostLogTest {
    private static final int ROUNDS = 50;

    private final TestLog log = new TestLog();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);

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
    void noAcceptedMessageLiesBeyondWhereTheLogWasSettled(boolean isExclusive) {
        for (int round = 0; round < ROUNDS; round++) {
            TestLog fresh = new TestLog();
            fresh.connect(Long.MAX_VALUE);
            Publication publication = isExclusive ? fresh.exclusive() : fresh.concurrent();
            AtomicLong last = new AtomicLong();
            AtomicInteger offers = new AtomicInteger();
            AtomicBoolean isOver = new AtomicBoolean();
            long settled;
            try (Threads threads = new Threads()) {
                for (int i = 0; i < (isExclusive ? 1 : 2); i++) {
                    threads.start("publisher", () -> offerUntilLost(publication, last, offers, isOver));
                }
                Await.until("offers", () -> offers.get() > 20);
                AppendLog lost = publication.detach();
                if (isExclusive) {
                    // A tail that is only stored takes its time to be seen, which the client waits for.
                    int before = offers.get();
                    Await.until("the offer is done that was under way", () -> offers.get() > before + 1);
                }
                settled = lost.settle();
                isOver.set(true);
            }
            assertThat(last.get()).isLessThanOrEqualTo(settled);
        }
    }

    private static void offerUntilLost(
            Publication publication, AtomicLong last, AtomicInteger offers, AtomicBoolean isOver) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        while (!isOver.get()) {
            long position = publication.offer(buffer, 0, 8);
            if (position > 0) {
                last.accumulateAndGet(position, Math::max);
            }
            offers.incrementAndGet();
        }
    }
}
