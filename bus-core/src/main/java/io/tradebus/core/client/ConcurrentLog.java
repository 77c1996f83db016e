package io.tradebus.core.client;

import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.format.log.ReservedValueSupplier;
import io.tradebus.core.format.log.TermRotation;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.ReadablePosition;
import org.jspecify.annotations.Nullable;

/**
 * A log that any number of threads append to, here and in other clients.
 *
 * <p>A place is claimed by adding to the tail. Everybody whose addition goes beyond the end of the term turns to the next
 * term, of which only one takes effect; the one whose addition began inside the term first fills what is left of it.
 */
final class ConcurrentLog extends AppendLog {
    ConcurrentLog(PublicationDescription description, MappedLog mapped, ReadablePosition limit) {
        super(description, mapped, limit);
    }

    @Override
    long appendFrame(DirectBuffer buffer, int offset, int length, @Nullable ReservedValueSupplier reservedValue) {
        // Before the tail, so that what others append meanwhile is not held against a later limit.
        long limitPosition = limitPosition();
        int termCount = activeTermCount();
        int partition = Positions.partitionIndexOfCount(termCount);
        long rawTail = LogMetadata.rawTailAcquire(metadata, partition);
        if (RawTail.termId(rawTail) != initialTermId + termCount) {
            return Publication.ADMIN_ACTION;
        }
        long position = ((long) termCount << bitsToShift) + RawTail.offset(rawTail, termLength);
        if (position >= limitPosition) {
            return whyLimited(position, length);
        }
        int required = Positions.alignedFrameLength(length);
        long claimed = LogMetadata.getAndAddRawTail(metadata, partition, required);
        long end = RawTail.uncheckedOffset(claimed) + required;
        if (end > termLength) {
            return onEndOfTerm(claimed, required);
        }
        // Others may have turned the terms meanwhile, so that the partition holds a later one.
        int termId = RawTail.termId(claimed);
        int endOffset = (int) end;
        appender.appendFrame(terms[partition], endOffset - required, termId, buffer, offset, length, reservedValue);
        return positionAfter(termId, endOffset);
    }

    @Override
    int activeTermCount() {
        return LogMetadata.activeTermCountAcquire(metadata);
    }

    @Override
    long rawTail(int partition) {
        return LogMetadata.rawTailAcquire(metadata, partition);
    }

    @Override
    long claim(int partition, int length) {
        return LogMetadata.getAndAddRawTail(metadata, partition, length);
    }

    @Override
    long onEndOfTerm(long rawTail, int length) {
        int termId = RawTail.termId(rawTail);
        int termOffset = RawTail.offset(rawTail, termLength);
        if (termOffset < termLength) {
            UnsafeBuffer term = termOf(termId);
            appender.appendPadding(term, termOffset, termId, termLength - termOffset);
        }
        if (positionAfter(termId, termOffset) + length >= maxPosition) {
            return Publication.MAX_POSITION_EXCEEDED;
        }
        TermRotation.rotate(metadata, Positions.termCount(termId, initialTermId), termId);
        return Publication.ADMIN_ACTION;
    }
}
