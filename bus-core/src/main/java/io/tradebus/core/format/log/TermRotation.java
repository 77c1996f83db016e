package io.tradebus.core.format.log;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns to the next term. See {@code docs/shared-memory.md#rotation}.
 *
 * <p>Everybody who finds a term at its end may try, the driver included; exactly one attempt takes effect. The next
 * partition still holds the term id of its last use, three terms before the new one. Whoever exchanges exactly that for
 * the new id has rotated, and all others see that it was done. Only then does the active term count move, so that a
 * publisher that sees the new count finds the tail in place.
 */
public final class TermRotation {
    private TermRotation() {}

    /**
     * Makes the term after {@code termId} the active one. Safe to call from several threads and processes at once.
     *
     * @param termCount count of the term that is left
     * @param termId id of the term that is left
     * @return whether this call moved the active term count
     */
    public static boolean rotate(UnsafeBuffer metadata, int termCount, int termId) {
        int nextTermId = termId + 1;
        int nextPartition = Positions.partitionIndexOfCount(termCount + 1);
        int idOfLastUse = nextTermId - LogLayout.PARTITION_COUNT;
        long newTail = RawTail.pack(nextTermId, 0);
        long tail;
        do {
            tail = LogMetadata.rawTailAcquire(metadata, nextPartition);
        } while (RawTail.termId(tail) == idOfLastUse
                && !LogMetadata.compareAndSetRawTail(metadata, nextPartition, tail, newTail));
        return LogMetadata.compareAndSetActiveTermCount(metadata, termCount, termCount + 1);
    }

    /**
     * The same for an exclusive publication: plain and release stores, by its only writer.
     *
     * @param termCount count of the new term
     * @param termId id of the new term
     */
    public static void rotateExclusively(UnsafeBuffer metadata, int termCount, int termId) {
        int partition = Positions.partitionIndexOfCount(termCount);
        LogMetadata.rawTail(metadata, partition, RawTail.pack(termId, 0));
        LogMetadata.activeTermCountRelease(metadata, termCount);
    }
}
