package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Subscription;
import io.tradebus.core.client.request.ReplyHandler;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.request.Requester;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SessionRepliesTest {
    private static final StreamDefinition QUOTES = StreamDefinition.of("quotes", "aeron:ipc?term-length=64k", 10)
            .withReplies(new ReplyAddress(
                    "aeron:ipc?term-length=64k|control-mode=response", "aeron:ipc?control-mode=response", 20));

    private final InvokedBus bus = new InvokedBus(RuntimeObserver.NONE);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final Subscription requests = bus.runtime().subscribe(QUOTES, image -> {});
    private final StreamReplies replies = new StreamReplies(QUOTES.replies(), RuntimeClocks.SYSTEM.nano());
    private final Requester requester = bus.runtime().requester(QUOTES, 8);
    private int replied;

    @AfterEach
    void close() {
        requester.close();
        replies.close();
        bus.close();
    }

    private final ReplyHandler counting = new ReplyHandler() {
        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            replied++;
        }

        @Override
        public void onEnd(RequestEnd end) {}
    };

    private SessionReplies connected() {
        replies.open(bus.runtime().client(), requests);
        bus.runUntil("they are connected", () -> {
            replies.doWork();
            requester.poll(10);
            return requester.isConnected() && requests.imageCount() == 1;
        });
        SessionReplies session = new SessionReplies(replies, requests.imageAtIndex(0));
        long number = ask();
        bus.runUntil("it can reply", () -> {
            replies.doWork();
            return session.offer(number, message, 0, 8) > 0;
        });
        bus.runUntil("it has replied", () -> requester.poll(10) >= 0 && replied == 1);
        return session;
    }

    private long ask() {
        return ask(TimeUnit.MINUTES.toNanos(1));
    }

    private long ask(long timeoutNs) {
        return requester.request(message, 0, message.capacity(), timeoutNs, counting);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void repliesWithoutALockOnceItKnowsWhatAnswers() throws InterruptedException {
        SessionReplies session = connected();
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holding = new Thread(() -> {
            synchronized (replies) {
                isHeld.countDown();
                awaitQuietly(release);
            }
        });
        holding.start();
        isHeld.await();

        assertThat(session.offer(ask(), message, 0, 8)).isPositive();

        release.countDown();
        holding.join();
        bus.runUntil("both are replied to", () -> requester.poll(10) >= 0 && replied == 2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void looksAgainForWhatAnswersWhenThatWasClosed() {
        SessionReplies session = connected();
        replies.find(requests.imageAtIndex(0)).close();
        assertThat(session.offer(ask(), message, 0, 8)).isNegative();

        bus.runUntil("it is answered anew", () -> {
            replies.doWork();
            requester.poll(10);
            long number = requester.isConnected() ? ask(TimeUnit.MILLISECONDS.toNanos(100)) : -1;
            return number > 0 && session.offer(number, message, 0, 8) > 0;
        });
    }
}
