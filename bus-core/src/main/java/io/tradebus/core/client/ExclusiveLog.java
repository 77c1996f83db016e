package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
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
 * A log that nobody else appends to. For one thread at a time.
 *
 * <p>It knows where the tail is and only stores it, before the frames, so that the driver sees what was begun.
 */
final class ExclusiveLog extends AppendLog {
    private int partition;
    private int termId;
    private int termOffset;
    private long termBegin;

    ExclusiveLog(PublicationDescription description, MappedLog mapped, ReadablePosition limit) {
        super(description, mapped, limit);
        int termCount = LogMetadata.activeTermCountAcquire(metadata);
        partition = Positions.checkedPartitionIndexOfCount(termCount);
        long rawTail = LogMetadata.rawTailAcquire(metadata, partition);
        termId = RawTail.termId(rawTail);
        termOffset = RawTail.offset(rawTail, termLength);
        termBegin = Positions.beginOfTerm(termId, bitsToShift, initialTermId);
    }

    /** See {@link ExclusivePublication#offerBlock}. */
    long offerBlock(DirectBuffer buffer, int offset, int length) {
        if (termOffset >= termLength && !turnToNextTerm()) {
            return Publication.MAX_POSITION_EXCEEDED;
        }
        long position = termBegin + termOffset;
        if (isLimited(position)) {
            return whyLimited(position, length);
        }
        checkBlock(buffer, offset, length);
        UnsafeBuffer term = terms[partition];
        int frame = termOffset;
        claim(partition, length);
        int header = DataFrame.HEADER_LENGTH;
        term.putBytes(frame + header, buffer, offset + header, length - header);
        // The words of the first header come last and backwards: the frame length makes the whole block visible.
        term.putLong(frame + 24, buffer.getLong(offset + 24));
        term.putLong(frame + 16, buffer.getLong(offset + 16));
        term.putLong(frame + 8, buffer.getLong(offset + 8));
        term.putLongRelease(frame, buffer.getLong(offset));
        return termBegin + termOffset;
    }

    /** See {@link ExclusivePublication#appendPadding}. */
    long appendPadding(int length) {
        int maxLength = Positions.framedLength(maxMessageLength, maxPayloadLength);
        if (length < 0 || length > maxLength) {
            throw new IllegalArgumentException(
                    "length of padding must be from 0 to " + maxLength + ", but was " + length);
        }
        long position = termBegin + termOffset;
        if (isLimited(position)) {
            return whyLimited(position, length);
        }
        int frame = termOffset;
        int required = Positions.alignedFrameLength(length);
        long rawTail = claim(partition, required);
        if (required > termLength - frame) {
            return onEndOfTerm(rawTail, required);
        }
        appender.appendPadding(terms[partition], frame, termId, length + DataFrame.HEADER_LENGTH);
        return termBegin + termOffset;
    }

    int termId() {
        return termId;
    }

    int termOffset() {
        return termOffset;
    }

    @Override
    long appendFrame(DirectBuffer buffer, int offset, int length, @Nullable ReservedValueSupplier reservedValue) {
        int frame = termOffset;
        if (isLimited(termBegin + frame)) {
            return whyLimited(termBegin + frame, length);
        }
        int required = Positions.alignedFrameLength(length);
        int end = frame + required;
        LogMetadata.rawTailRelease(metadata, partition, RawTail.pack(termId, end));
        if (end > termLength) {
            return onEndOfTerm(RawTail.pack(termId, frame), required);
        }
        termOffset = end;
        appender.appendFrame(terms[partition], frame, termId, buffer, offset, length, reservedValue);
        return termBegin + end;
    }

    @Override
    int activeTermCount() {
        return Positions.termCount(termId, initialTermId);
    }

    @Override
    long rawTail(int activePartition) {
        return RawTail.pack(termId, termOffset);
    }

    @Override
    long claim(int activePartition, int length) {
        int offset = termOffset;
        int end = offset + length;
        LogMetadata.rawTailRelease(metadata, activePartition, RawTail.pack(termId, end));
        if (end <= termLength) {
            termOffset = end;
        }
        return RawTail.pack(termId, offset);
    }

    @Override
    long onEndOfTerm(long rawTail, int length) {
        if (termOffset < termLength) {
            appender.appendPadding(terms[partition], termOffset, termId, termLength - termOffset);
            termOffset = termLength;
        }
        return turnToNextTerm() ? Publication.ADMIN_ACTION : Publication.MAX_POSITION_EXCEEDED;
    }

    /** Returns whether there is a next term. */
    private boolean turnToNextTerm() {
        if (termBegin + termLength >= maxPosition) {
            return false;
        }
        termId++;
        partition = Positions.nextPartitionIndex(partition);
        termOffset = 0;
        termBegin += termLength;
        TermRotation.rotateExclusively(metadata, Positions.termCount(termId, initialTermId), termId);
        return true;
    }

    private void checkBlock(DirectBuffer buffer, int offset, int length) {
        boolean isAligned = DataFrame.alignedLength(length) == length;
        if (length < DataFrame.HEADER_LENGTH || length > termLength - termOffset || !isAligned) {
            throw new IllegalArgumentException("length of a block must be a multiple of 32 from "
                    + DataFrame.HEADER_LENGTH + " to "
                    + (termLength - termOffset) + ", what is left of the term, but was " + length);
        }
        buffer.boundsCheck(offset, length);
        boolean isMadeForHere = DataFrame.termOffset(buffer, offset) == termOffset
                && DataFrame.sessionId(buffer, offset) == description().sessionId()
                && DataFrame.streamId(buffer, offset) == description().streamId()
                && DataFrame.termId(buffer, offset) == termId
                && DataFrame.type(buffer, offset) == DataFrame.TYPE_DATA;
        if (!isMadeForHere) {
            throw new IllegalArgumentException("the first frame of the block is not made for this place: offset="
                    + termOffset + " session=" + description().sessionId() + " stream="
                    + description().streamId() + " term=" + termId
                    + " type=1, but it is " + DataFrame.describe(buffer, offset));
        }
    }
}
