package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What sender and receiver do with a datagram allocates nothing, whether it is good or bad. */
class DatagramAllocationTest {
    private static final int WARM_UP_ROUNDS = 2_000;
    private static final int ROUNDS = 5_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no datagram can be blamed for.
    private static final int ATTEMPTS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final HeapLog log = new HeapLog();
    private final UnsafeBuffer source = log.terms[0];
    private final UnsafeBuffer target = new UnsafeBuffer(ByteBuffer.allocateDirect(HeapLog.TERM_LENGTH));
    private final UnsafeBuffer packet = new UnsafeBuffer(ByteBuffer.allocateDirect(64 * HeapLog.MTU_LENGTH));
    private long accepted;
    private long refused;

    @Test
    void fromLogToLogNothingIsAllocated() {
        int end = fillSource();
        exchangeMany(end, WARM_UP_ROUNDS);
        long leastAllocated = Long.MAX_VALUE;
        int attempts = 0;
        while (attempts < ATTEMPTS && leastAllocated > 0) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            exchangeMany(end, ROUNDS);
            leastAllocated = Math.min(leastAllocated, THREADS.getCurrentThreadAllocatedBytes() - before);
            attempts++;
        }

        assertThat(leastAllocated).isZero();
        long rounds = WARM_UP_ROUNDS + (long) attempts * ROUNDS;
        assertThat(accepted).isGreaterThan(rounds * 10);
        assertThat(refused).isEqualTo(rounds * 4);
    }

    private int fillSource() {
        int offset = 0;
        for (int length = 0; length < 1300; length += 50) {
            DirectBufferVector[] parts = {new DirectBufferVector(HeapLog.message(length), 0, length)};
            log.appender.append(source, offset, HeapLog.INITIAL_TERM_ID, parts, length, null);
            offset += log.appender.requiredLength(length);
        }
        return offset;
    }

    private void exchangeMany(int end, int rounds) {
        for (int i = 0; i < rounds; i++) {
            exchange(end);
            refuse();
            TermFiller.fillGap(target, 1, 2, 3, end, 4096);
            TermCleaner.clean(target, 0, end + 4096);
        }
    }

    private void exchange(int end) {
        int offset = 0;
        while (offset < end) {
            long run = DatagramScanner.scanRun(source, offset, HeapLog.MTU_LENGTH, HeapLog.TERM_LENGTH, 8);
            int length = DatagramScanner.length(run);
            packet.putBytes(0, source, offset, length);
            receive(length, DatagramScanner.segmentLength(run));
            offset += length;
        }
    }

    private void receive(int length, int segmentLength) {
        for (int at = 0; at < length; at += segmentLength) {
            int datagramLength = Math.min(segmentLength, length - at);
            boolean isFaulty = DatagramRules.header(packet, at, datagramLength) != null
                    || DatagramRules.data(packet, at, datagramLength, HeapLog.TERM_LENGTH) != null;
            if (!isFaulty
                    && TermInserter.insert(target, DataFrame.termOffset(packet, at), packet, at, datagramLength)) {
                accepted++;
            }
        }
    }

    private void refuse() {
        NakFrame.write(packet, 3, 1, 2, 3, 65536, 32);
        count(DatagramRules.nak(packet, 3, HeapLog.TERM_LENGTH) != null);
        StatusMessageFrame.write(packet, 3, 0, 1, 2, 3);
        StatusMessageFrame.writeConsumption(packet, 3, 1, 64, -1);
        count(DatagramRules.statusMessage(packet, 3, HeapLog.TERM_LENGTH) != null);
        count(DatagramRules.header(packet, 3, 35) != null);
        DataFrame.writeHeartbeat(packet, 3, DataFrame.FLAGS_UNFRAGMENTED, -32, 1, 2, 3);
        count(DatagramRules.data(packet, 3, 32, HeapLog.TERM_LENGTH) != null);
    }

    private void count(boolean isRefused) {
        if (isRefused) {
            refused++;
        }
    }
}
