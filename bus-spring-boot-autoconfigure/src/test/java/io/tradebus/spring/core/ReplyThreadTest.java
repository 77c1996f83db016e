package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ReplyThreadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ReplyQueue queue = new ReplyQueue();
    private final ReplyThread thread = new ReplyThread(queue);

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
}
