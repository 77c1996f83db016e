package io.tradebus.core.client;

import static io.tradebus.core.client.TestLog.TERM_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.TermCleaner;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.Threads;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Many threads on one log. */
class ConcurrentPublicationTest {
    private static final int THREADS = 4;
    private static final int MESSAGES = 20_000;
    private static final int WINDOW = TERM_LENGTH / 2;

    @Test
    @Conformance("SM-58")
    void turnsTheTermOnceWhenManyThreadsMeetItsEnd() {
        for (int round = 0; round < 200; round++) {
            TestLog log = new TestLog(5, 5, TERM_LENGTH - 64);
            log.connect(10L * TERM_LENGTH);
            long[] results = new long[THREADS];
            ConcurrentPublication publication = log.concurrent();

            Threads.together(THREADS, i -> results[i] = publication.offer(new UnsafeBuffer(new byte[100]), 0, 100));

            // Who came after the rotation has appended to the next term; all others are to try again.
            assertThat(LongStream.of(results))
                    .allMatch(result -> result == Publication.ADMIN_ACTION || result > TERM_LENGTH);
            assertThat(LogMetadata.activeTermCount(log.metadata)).isEqualTo(1);
            assertThat(DataFrame.isPadding(log.terms[0], TERM_LENGTH - 64)).isTrue();
        }
    }

    @Test
    @Conformance("SM-58")
    void keepsTheOrderOfEachThreadAndLosesNothing() {
        TestLog log = new TestLog();
        ConcurrentPublication publication = log.concurrent();
        log.connect(WINDOW);
        Image image = log.image();
        int[] next = new int[THREADS];
        FragmentHandler handler = (buffer, offset, length, header) -> {
            int thread = buffer.getInt(offset);
            assertThat(buffer.getInt(offset + 4)).isEqualTo(next[thread]);
            next[thread]++;
        };
        try (Threads threads = new Threads()) {
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                threads.start("publisher-" + i, () -> {
                    if (thread % 2 == 0) {
                        publish(publication, thread);
                    } else {
                        publishInBatches(publication, thread);
                    }
                });
            }
            long cleaned = 0;
            while (next[0] + next[1] + next[2] + next[3] < THREADS * MESSAGES) {
                threads.check();
                image.poll(handler, 50);
                cleaned = clean(log, cleaned, image.position());
                log.limit.setRelease(cleaned + WINDOW);
                assertThat(log.owner.errors).isEmpty();
            }
        }
        assertThat(next).containsOnly(MESSAGES);
        assertThat(publication.position()).isGreaterThan(20L * TERM_LENGTH);
    }

    /** What the driver does behind the subscribers. */
    private static long clean(TestLog log, long from, long to) {
        long cleaned = from;
        while (cleaned < to) {
            int offset = (int) cleaned & (TERM_LENGTH - 1);
            int length = (int) Math.min(to - cleaned, TERM_LENGTH - offset);
            TermCleaner.clean(log.terms[(int) (cleaned / TERM_LENGTH % 3)], offset, length);
            cleaned += length;
        }
        return cleaned;
    }

    private static void publish(ConcurrentPublication publication, int thread) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[200]);
        message.putInt(0, thread);
        for (int i = 0; i < MESSAGES; i++) {
            message.putInt(4, i);
            int length = 8 + i % 150;
            Await.until("message " + i + " of thread " + thread, () -> publication.offer(message, 0, length) > 0);
        }
    }

    private static void publishInBatches(ConcurrentPublication publication, int thread) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[200]);
        MessageBatch batch = new MessageBatch(2048);
        message.putInt(0, thread);
        for (int i = 0; i < MESSAGES; i++) {
            message.putInt(4, i);
            int length = 8 + i % 150;
            if (!batch.add(message, 0, length)) {
                Await.until("batch of thread " + thread, () -> publication.offer(batch) > 0);
                assertThat(batch.add(message, 0, length)).isTrue();
            }
        }
        Await.until("last batch of thread " + thread, () -> publication.offer(batch) > 0);
    }
}
