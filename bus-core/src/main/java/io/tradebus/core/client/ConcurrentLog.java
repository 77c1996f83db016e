package io.tradebus.core.client;

import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.format.log.TermRotation;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.ReadablePosition;

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
