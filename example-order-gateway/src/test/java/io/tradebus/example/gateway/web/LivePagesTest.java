package io.tradebus.example.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class LivePagesTest {
    private final LivePages pages = new LivePages();
    private final CountDownLatch isRead = new CountDownLatch(1);

    /** A page whose browser takes nothing until the test says so. */
    private final class UnreadPage extends SseEmitter {
        private final Semaphore began = new Semaphore(0);

        @Override
        public void send(SseEventBuilder builder) {
            began.release();
            try {
                isRead.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class ReadPage extends SseEmitter {
        private final Semaphore sent = new Semaphore(0);

        @Override
        public void send(SseEventBuilder builder) {
            sent.release();
        }
    }

    @AfterEach
    void end() {
        isRead.countDown();
        pages.close();
    }

    @Test
    void aPageThatIsNotReadHoldsUpNobodyAndMissesWhatComesMeanwhile() throws InterruptedException {
        UnreadPage unread = new UnreadPage();
        ReadPage read = new ReadPage();
        pages.add(unread);
        pages.add(read);

        pages.send("sample", 0);
        assertThat(unread.began.tryAcquire(90, TimeUnit.SECONDS)).isTrue();
        assertThat(read.sent.tryAcquire(90, TimeUnit.SECONDS)).isTrue();
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!read.sent.tryAcquire(1, TimeUnit.MILLISECONDS)) {
            assertThat(System.nanoTime()).isLessThan(deadlineNs);
            pages.send("sample", 1);
        }

        assertThat(unread.began.availablePermits()).isZero();
    }
}
