package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TermRotationTest {
    private static final int INITIAL = HeapLog.INITIAL_TERM_ID;

    private final HeapLog log = new HeapLog();
    private final UnsafeBuffer metadata = log.metadata;

    @Test
    void theNextTermBecomesActiveAtItsStart() {
        assertThat(TermRotation.rotate(metadata, 0, INITIAL)).isTrue();

        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(1);
        assertThat(LogMetadata.rawTail(metadata, 1)).isEqualTo(RawTail.pack(INITIAL + 1, 0));
    }

    @Test
    void rotatingAgainFromTheSameTermChangesNothing() {
        TermRotation.rotate(metadata, 0, INITIAL);
        LogMetadata.getAndAddRawTail(metadata, 1, 64);

        assertThat(TermRotation.rotate(metadata, 0, INITIAL)).isFalse();

        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(1);
        assertThat(LogMetadata.rawTail(metadata, 1)).isEqualTo(RawTail.pack(INITIAL + 1, 64));
    }

    @Test
    @Conformance("SM-57")
    void aPublisherThatDiedAfterTheTailIsFinishedByTheNext() {
        // The tail comes first: this is all that one may leave behind who dies between the two steps.
        LogMetadata.rawTail(metadata, 1, RawTail.pack(INITIAL + 1, 0));

        assertThat(TermRotation.rotate(metadata, 0, INITIAL)).isTrue();

        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(1);
    }

    @Test
    void termIdsWrapInRotation() {
        HeapLog wrapping = new HeapLog(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

        TermRotation.rotate(wrapping.metadata, 0, Integer.MAX_VALUE);

        assertThat(LogMetadata.rawTail(wrapping.metadata, 1)).isEqualTo(RawTail.pack(Integer.MIN_VALUE, 0));
    }

    @Test
    void anExclusivePublicationStoresTailAndCount() {
        TermRotation.rotateExclusively(metadata, 1, INITIAL + 1);

        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(1);
        assertThat(LogMetadata.rawTail(metadata, 1)).isEqualTo(RawTail.pack(INITIAL + 1, 0));
    }

    @Test
    @Conformance("SM-58")
    void manyThreadsThatTripTogetherRotateOnce() {
        int rounds = 2_000;
        AtomicInteger moved = new AtomicInteger();

        Threads.together(4, thread -> {
            for (int count = 0; count < rounds; count++) {
                if (TermRotation.rotate(metadata, count, INITIAL + count)) {
                    moved.incrementAndGet();
                }
            }
        });

        assertThat(moved).hasValue(rounds);
        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(rounds);
        assertThat(LogMetadata.rawTail(metadata, rounds % 3)).isEqualTo(RawTail.pack(INITIAL + rounds, 0));
        assertThat(LogMetadata.rawTail(metadata, (rounds + 1) % 3)).isEqualTo(RawTail.pack(INITIAL + rounds - 2, 0));
    }

    @Test
    @Conformance({"SM-57", "SM-58"})
    void threadsThatClaimThroughManyTermsGetEveryPlaceOnce() {
        int length = 4096;
        int perThread = 5_000;
        AtomicLong claimed = new AtomicLong();

        Threads.together(4, thread -> {
            for (int done = 0; done < perThread; ) {
                if (claimOrRotate(length)) {
                    claimed.addAndGet(length);
                    done++;
                }
            }
        });

        // Places fill whole terms, since their length divides that of a term, so that nothing but claims was counted.
        assertThat(claimed).hasValue(4L * perThread * length);
        assertThat(LogMetadata.producerPosition(metadata)).isEqualTo(claimed.get());
    }

    private boolean claimOrRotate(int length) {
        int count = LogMetadata.activeTermCountAcquire(metadata);
        int partition = Positions.partitionIndexOfCount(count);
        int termId = RawTail.termId(LogMetadata.rawTailAcquire(metadata, partition));
        if (termId - INITIAL != count) {
            return false;
        }
        long tail = LogMetadata.getAndAddRawTail(metadata, partition, length);
        if (RawTail.uncheckedOffset(tail) + length <= HeapLog.TERM_LENGTH) {
            return true;
        }
        TermRotation.rotate(metadata, RawTail.termId(tail) - INITIAL, RawTail.termId(tail));
        return false;
    }
}
