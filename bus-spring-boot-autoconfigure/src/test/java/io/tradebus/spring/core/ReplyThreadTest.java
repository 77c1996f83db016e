package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.support.Await;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ReplyThreadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final long BUSY_NS = 5_000_000;

    private final ReplyQueue queue = new ReplyQueue();
    private final AgentStatistics statistics = new AgentStatistics("bus-replies");
    private final ReplyThread thread = new ReplyThread(queue, statistics);

    private PendingReply<String> pending() {
        return new PendingReply<>("quotes", (buffer, offset, length) -> "reply", TIMEOUT, queue, null);
    }

    private static PendingReply<String> ended(PendingReply<String> pending) {
        pending.onReply(new UnsafeBuffer(new byte[8]), 0, 8);
        return pending;
    }

    @Test
    void completesAllThatWasGivenToItBeforeItEnds() {
        PendingReply<String> first = ended(pending());
        PendingReply<String> second = ended(pending());
        assertThat(first).isNotDone();

        thread.start();
        assertThat(thread.end(TIMEOUT)).isTrue();

        assertThat(first).isCompletedWithValue("reply");
        assertThat(second).isCompletedWithValue("reply");
    }

    @Test
    void whatComesWhenItHasEndedIsCompletedByWhoBringsIt() {
        thread.start();
        assertThat(thread.end(TIMEOUT)).isTrue();

        assertThat(ended(pending())).isCompletedWithValue("reply");
    }

    @Test
    void aFutureThatFailsKeepsNoOtherFromItsEnd() throws Exception {
        ended(new PendingReply<>("quotes", (buffer, offset, length) -> "reply", TIMEOUT, queue, null) {
            @Override
            void complete() {
                throw new StackOverflowError("a test");
            }
        });
        PendingReply<String> next = ended(pending());

        thread.start();

        assertThat(next.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("reply");
        assertThat(thread.end(TIMEOUT)).isTrue();
    }

    @Test
    void countsTheTimeInWhichItCompletesAsBusy() {
        PendingReply<String> pending = pending();
        pending.thenAccept(reply -> Await.until("time has passed", timePassed()));
        thread.start();

        // Nobody waits for the future itself: whoever does may complete what depends on it.
        assertThat(ended(pending)).isSameAs(pending);
        Await.until("it was counted", () -> statistics.busyCycles() >= BUSY_NS);
        assertThat(thread.end(TIMEOUT)).isTrue();

        assertThat(statistics.cycles()).as("it has waited too").isGreaterThan(statistics.busyCycles());
        assertThat(statistics.maxCycleNs()).isGreaterThanOrEqualTo(BUSY_NS);
    }

    private static BooleanSupplier timePassed() {
        long beganNs = System.nanoTime();
        return () -> System.nanoTime() - beganNs >= BUSY_NS;
    }

    @Test
    void countsTheTurnsOfAThreadThatEndsLateBesidesThoseOfTheNext() throws Exception {
        int turns = 200_000;
        Runnable turning = () -> {
            for (int i = 0; i < turns; i++) {
                statistics.onTurn(2, 1);
            }
        };
        Thread late = new Thread(turning);
        late.start();
        turning.run();
        late.join();

        assertThat(statistics.cycles()).isEqualTo(2L * turns * 3);
        assertThat(statistics.busyCycles()).isEqualTo(2L * turns);
    }

    @Test
    void countsTheTimeInWhichItWaitsAlsoWhileItDoes() {
        thread.start();

        Await.until("it was counted", () -> statistics.cycles() > 0);
        assertThat(statistics.busyCycles()).isLessThan(statistics.cycles());
        assertThat(thread.end(TIMEOUT)).isTrue();
    }
}
