package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.request.ReplyHandler;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the thread of a requester may sleep, and what ends that. */
class RequesterWakingTest {
    private static final StreamDefinition STREAM = StreamDefinition.of("quotes", "aeron:ipc?term-length=64k", 10)
            .withReplies(new ReplyAddress("aeron:ipc?control-mode=response|term-length=64k", 20));
    private static final long MS = 1_000_000;
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final InvokedBus bus = new InvokedBus(RuntimeObserver.NONE);
    private final AtomicInteger woken = new AtomicInteger();
    private final Sleeper sleeper = TestSleepers.counting(woken);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
    private final AtomicInteger ends = new AtomicInteger();
    private final ReplyHandler handler = new ReplyHandler() {
        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            ends.incrementAndGet();
        }

        @Override
        public void onEnd(RequestEnd end) {
            ends.incrementAndGet();
        }
    };
    private boolean isReplying;
    private Requester requester;
    private Runnable endOfWaking;

    @BeforeEach
    void connect() {
        requester = bus.runtime().requester(STREAM, 16);
        assertThat(requester.quietNs()).as("it is to connect").isZero();
        bus.listener(
                ListenerDefinition.of("quoting", STREAM),
                (buffer, offset, length, header) -> {
                    boolean isLater = isReplying && header.reply(buffer, offset, length) < 0;
                    return isLater ? BusAction.ABORT : BusAction.CONTINUE;
                },
                (failure, failed, attempt) -> FailureDecision.HALT);
        bus.runUntil("a responder", () -> {
            requester.poll(10);
            return requester.isConnected();
        });
        endOfWaking = requester.wakes(sleeper);
        sleeper.accept(1);
        awaitQuiet(10 * MS, AdaptiveWait.LONGEST_NS);
        woken.set(0);
    }

    @AfterEach
    void close() {
        requester.close();
        bus.close();
    }

    /** Polls until it sleeps for more than the first and no more than the second. */
    private void awaitQuiet(long moreThanNs, long atMostNs) {
        bus.runUntil("quiet", () -> {
            requester.poll(10);
            long quietNs = requester.quietNs();
            return quietNs > moreThanNs && quietNs <= atMostNs;
        });
    }

    private void request(long timeoutNs) {
        assertThat(requester.request(message, 0, 8, timeoutNs, handler)).isPositive();
    }

    @Test
    void isWokenByAllWhileAllLiveHere() {
        assertThat(requester.isWokenByAll()).isTrue();
    }

    @Test
    void isNotWokenForADeadlineThatItWillSee() {
        request(HOUR);

        assertThat(woken).hasValue(0);
    }

    @Test
    void isWokenForADeadlineThatItWouldOversleep() {
        request(MS);

        assertThat(woken).hasValue(1);
        assertThat(requester.quietNs()).isLessThanOrEqualTo(MS);
        bus.runUntil("timed out", () -> {
            requester.poll(10);
            return ends.get() == 1;
        });
        awaitQuiet(MS, AdaptiveWait.LONGEST_NS);
    }

    @Test
    void looksAgainAfterAWakeBetweenTwoChecks() {
        // What has woken it may be that its responder has gone, which the next check sees.
        awaitQuiet(0, 10 * MS);
    }

    @Test
    void isWokenByAReply() {
        isReplying = true;
        request(HOUR);
        bus.runUntil("woken", () -> woken.get() == 1);
        bus.runUntil("replied", () -> requester.poll(10) > 0);

        assertThat(ends).hasValue(1);
    }

    @Test
    void isWokenByItsEndAndNotAfterIt() {
        requester.close();
        assertThat(woken).hasValue(1);
        endOfWaking.run();
        sleeper.accept(1);

        isReplying = true;
        bus.cycles(10);

        assertThat(woken).hasValue(1);
    }
}
