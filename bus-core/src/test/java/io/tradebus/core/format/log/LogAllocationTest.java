package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What publishers and readers call for each message makes no garbage. */
class LogAllocationTest {
    private static final int ROUNDS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final HeapLog log = new HeapLog();
    private final UnsafeBuffer term = log.terms[0];
    private final UnsafeBuffer message = HeapLog.message(8192);
    private final DirectBufferVector[] parts = {
        new DirectBufferVector(message, 0, 100), new DirectBufferVector(message, 100, 4000)
    };
    private final ReservedValueSupplier reservedValue = (buffer, offset, length) -> length;
    private long sum;

    @Test
    void appendingScanningAndCleaningAllocateNothing() {
        run(ROUNDS);

        long before = threads.getCurrentThreadAllocatedBytes();
        long nothing = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        run(ROUNDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - nothing;

        assertThat(allocated).isZero();
        assertThat(sum).isPositive();
    }

    private void run(int rounds) {
        TermAppender appender = log.appender;
        for (int i = 0; i < rounds; i++) {
            appender.append(term, 0, i, message, 0, 200, message, 200, 300, reservedValue);
            appender.append(term, 1024, i, message, 0, 4000, message, 0, 0, null);
            appender.append(term, 8192, i, parts, 4100, null);
            appender.claim(term, 16_384, i, 100);
            TermAppender.abortClaim(term, 16_384, 132);
            appender.appendPadding(term, 20_480, i, 96);
            sum += TermScanner.blockLength(term, 0, HeapLog.TERM_LENGTH);
            TermRotation.rotate(log.metadata, i, HeapLog.INITIAL_TERM_ID + i);
            TermCleaner.clean(term, 0, 32_768);
        }
    }
}
