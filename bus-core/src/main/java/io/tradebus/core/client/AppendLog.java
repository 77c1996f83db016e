package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.DirectBufferVector;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.format.log.ReservedValueSupplier;
import io.tradebus.core.format.log.TermAppender;
import java.lang.invoke.VarHandle;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.ReadablePosition;
import org.jspecify.annotations.Nullable;

/**
 * One log as a publication appends to it. A publication has one at a time, and another one at each driver. The rules are
 * in docs/shared-memory.md#publication-algorithms.
 *
 * <p>How an append works: the place in the log is claimed by moving the tail, then the frames are written there, each
 * with its length last. The two kinds of log differ in how the tail moves and in who turns to the next term; all else is
 * here. Results are those of {@link Publication#offer(DirectBuffer, int, int)}.
 *
 * <p>How a log is given up when the driver is lost: the publication lets go of it first, and some milliseconds later its
 * client calls {@link #settle}, which fixes up to where what was appended is accounted for. An append that was under way
 * asks {@link #isAccounted} when it is done: what lies beyond was not accepted. Either the client reads the tail after
 * that append has moved it, or the append sees what the client has stored; both can only be missed if a thread is held
 * up between two neighbouring instructions for longer than stores take to become visible.
 */
abstract sealed class AppendLog permits ConcurrentLog, ExclusiveLog {
    private static final DirectBuffer NO_PART = new UnsafeBuffer(new byte[0]);
    private static final long NOT_SETTLED = Long.MAX_VALUE;

    final UnsafeBuffer[] terms;
    final UnsafeBuffer metadata;
    final int termLength;
    final int bitsToShift;
    final int initialTermId;
    final long maxPosition;
    final int maxPayloadLength;
    final int maxMessageLength;
    /** Bytes it may be ahead of its slowest subscriber before it is held back. */
    final int windowLength;

    final TermAppender appender;
    /** Where the next message began when the log was opened, in bytes. */
    final long startPosition;

    private final ReadablePosition limit;
    private final PublicationDescription description;
    private final MappedLog mapped;
    private final Claims claims;
    // Written by the client's conductor, read by who appends.
    private volatile long accountedPosition = NOT_SETTLED;

    AppendLog(PublicationDescription description, MappedLog mapped, ReadablePosition limit) {
        this.description = description;
        this.mapped = mapped;
        this.limit = limit;
        claims = mapped.claims();
        terms = mapped.buffers().terms();
        metadata = mapped.buffers().metadata();
        termLength = LogMetadata.termLength(metadata);
        bitsToShift = Positions.bitsToShift(termLength);
        initialTermId = LogMetadata.initialTermId(metadata);
        maxPosition = Positions.maxPosition(termLength);
        appender = new TermAppender(description.sessionId(), description.streamId(), LogMetadata.mtuLength(metadata));
        maxPayloadLength = appender.maxPayloadLength();
        maxMessageLength = Positions.maxMessageLength(termLength);
        windowLength = LogMetadata.publicationWindowLength(metadata);
        startPosition = LogMetadata.producerPosition(metadata);
    }

    /**
     * Appends a message that fits one frame and is known to lie in its buffer. The common case, so each kind of log does it
     * with what it has at hand, in a method that is small enough to be compiled into the loop of whoever calls.
     */
    abstract long appendFrame(
            DirectBuffer buffer, int offset, int length, @Nullable ReservedValueSupplier reservedValue);

    /** How many terms were begun before the active one. */
    abstract int activeTermCount();

    /** The raw tail of a partition. */
    abstract long rawTail(int partition);

    /**
     * Moves the tail of the active partition by {@code length} bytes.
     *
     * @return the raw tail as it was before; the term has room when its offset and {@code length} do not exceed it
     */
    abstract long claim(int partition, int length);

    /**
     * Fills the term and turns to the next one, after a claim that did not fit.
     *
     * @param rawTail what the claim returned
     * @return {@link Publication#ADMIN_ACTION} or {@link Publication#MAX_POSITION_EXCEEDED}
     */
    abstract long onEndOfTerm(long rawTail, int length);

    final long append(DirectBuffer buffer, int offset, int length, @Nullable ReservedValueSupplier reservedValue) {
        if (length < 0 || length > maxPayloadLength) {
            return append(buffer, offset, length, NO_PART, 0, 0, reservedValue);
        }
        buffer.boundsCheck(offset, length);
        return appendFrame(buffer, offset, length, reservedValue);
    }

    final long append(
            DirectBuffer head,
            int headOffset,
            int headLength,
            DirectBuffer body,
            int bodyOffset,
            int bodyLength,
            @Nullable ReservedValueSupplier reservedValue) {
        int length = totalLength(headLength, bodyLength);
        // A place that is claimed and not filled holds up all readers, so all that can be wrong is found before.
        head.boundsCheck(headOffset, headLength);
        body.boundsCheck(bodyOffset, bodyLength);
        int required = requiredLength(length);
        long position = claimPlace(length, required);
        if (position < 0) {
            return position;
        }
        appender.append(
                terms[Positions.partitionIndex(position, bitsToShift)],
                Positions.termOffset(position, termLength),
                Positions.termId(position, bitsToShift, initialTermId),
                head,
                headOffset,
                headLength,
                body,
                bodyOffset,
                bodyLength,
                reservedValue);
        return position + required;
    }

    final long append(DirectBufferVector[] parts, @Nullable ReservedValueSupplier reservedValue) {
        int length = DirectBufferVector.totalLength(parts);
        int required = requiredLength(length);
        long position = claimPlace(length, required);
        if (position < 0) {
            return position;
        }
        appender.append(
                terms[Positions.partitionIndex(position, bitsToShift)],
                Positions.termOffset(position, termLength),
                Positions.termId(position, bitsToShift, initialTermId),
                parts,
                length,
                reservedValue);
        return position + required;
    }

    final long append(MessageBatch batch) {
        int length = batch.length();
        checkBatch(batch, length);
        long position = claimPlace(length - DataFrame.HEADER_LENGTH, length);
        if (position < 0) {
            return position;
        }
        int termOffset = Positions.termOffset(position, termLength);
        batch.placeAt(
                appender.placeWord(termOffset),
                appender.streamWord(Positions.termId(position, bitsToShift, initialTermId)));
        appender.appendFrames(
                terms[Positions.partitionIndex(position, bitsToShift)], termOffset, batch.frames(), length);
        return position + length;
    }

    final long claim(int length, Claim claim) {
        // Before the tail moves: whoever lets go of the log in between has to know that somebody may write to it.
        claim.begin(this, claims);
        long position = claimPlace(length, Positions.alignedFrameLength(length));
        if (position < 0) {
            claim.finish();
            return position;
        }
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        int termOffset = Positions.termOffset(position, termLength);
        appender.claim(term, termOffset, Positions.termId(position, bitsToShift, initialTermId), length);
        claim.open(term, termOffset, length + DataFrame.HEADER_LENGTH);
        return position + Positions.alignedFrameLength(length);
    }

    final void checkClaimLength(int length) {
        if (length < 0 || length > maxPayloadLength) {
            throw tooLong(length, maxPayloadLength, "maxPayloadLength");
        }
    }

    final long producerPosition() {
        return LogMetadata.producerPosition(metadata);
    }

    final long limitPosition() {
        return limit.getAcquire();
    }

    final boolean isConnected() {
        return LogMetadata.isConnectedAcquire(metadata);
    }

    /** Bytes that the longest message takes in the log. */
    final int maxFramedLength() {
        return appender.requiredLength(maxMessageLength);
    }

    final PublicationDescription description() {
        return description;
    }

    final MappedLog mapped() {
        return mapped;
    }

    /** Whether somebody may still write to a claim. For the client's conductor, when the publication has let go of the log. */
    final boolean hasOpenClaims() {
        return claims.hasOpen(this);
    }

    /**
     * Fixes up to where what was appended is accounted for, some milliseconds after the publication has let go of the log.
     * For the client's conductor.
     *
     * @return that position, in bytes
     */
    final long settle() {
        accountedPosition = producerPosition();
        // Who found the log not settled yet has moved the tail before that store, so that it is seen now.
        VarHandle.fullFence();
        long position = producerPosition();
        accountedPosition = position;
        return position;
    }

    /** Whether what ends at a position is part of what {@link #settle} returns, or returned. */
    final boolean isAccounted(long position) {
        VarHandle.fullFence();
        return position <= accountedPosition;
    }

    final UnsafeBuffer termOf(int termId) {
        return terms[Positions.partitionIndexOfCount(Positions.termCount(termId, initialTermId))];
    }

    final long positionAfter(int termId, int termOffset) {
        return Positions.position(termId, termOffset, bitsToShift, initialTermId);
    }

    final boolean isLimited(long position) {
        return position >= limit.getAcquire();
    }

    /** Why no message can be appended at a position that has reached the limit. */
    final long whyLimited(long position, int length) {
        if (position + DataFrame.alignedLength(length + DataFrame.HEADER_LENGTH) >= maxPosition) {
            return Publication.MAX_POSITION_EXCEEDED;
        }
        return isConnected() ? Publication.BACK_PRESSURED : Publication.NOT_CONNECTED;
    }

    /**
     * Moves the tail for a message and returns the position where it begins, or why there is no room.
     *
     * @param length of the message in bytes
     * @param required bytes that its frames take
     */
    private long claimPlace(int length, int required) {
        long limitPosition = limit.getAcquire();
        int termCount = activeTermCount();
        int partition = Positions.partitionIndexOfCount(termCount);
        long rawTail = rawTail(partition);
        int termId = RawTail.termId(rawTail);
        if (termCount != Positions.termCount(termId, initialTermId)) {
            return Publication.ADMIN_ACTION;
        }
        long position = positionAfter(termId, RawTail.offset(rawTail, termLength));
        if (position >= limitPosition) {
            return whyLimited(position, length);
        }
        long claimed = claim(partition, required);
        int termOffset = RawTail.offset(claimed, termLength);
        if (required <= termLength - termOffset) {
            return positionAfter(RawTail.termId(claimed), termOffset);
        }
        return onEndOfTerm(claimed, required);
    }

    private void checkBatch(MessageBatch batch, int length) {
        if (batch.longestMessage() > maxPayloadLength || length > maxFramedLength() || batch.hasOpenHeads()) {
            throw unfit(batch);
        }
        batch.requireIntact();
    }

    private IllegalArgumentException unfit(MessageBatch batch) {
        if (batch.hasOpenHeads()) {
            return new IllegalArgumentException(
                    "the batch keeps " + batch.headLength()
                            + " bytes before each message that nobody has filled: make it by newBatch of the publisher that sends it");
        } else if (batch.longestMessage() > maxPayloadLength) {
            return new IllegalArgumentException("a message of a batch must fit one frame, and have at most "
                    + (maxPayloadLength - batch.headLength()) + " bytes, but it had "
                    + (batch.longestMessage() - batch.headLength()) + ": offer it by itself");
        }
        return new IllegalArgumentException("a batch may take " + maxFramedLength()
                + " bytes of the log (maxBatchLength), but took " + batch.length()
                + ": offer fewer messages at once, or make the terms longer");
    }

    private int requiredLength(int length) {
        if (length <= maxPayloadLength) {
            return Positions.alignedFrameLength(length);
        }
        if (length > maxMessageLength) {
            throw tooLong(length, maxMessageLength, "maxMessageLength");
        }
        return appender.requiredLength(length);
    }

    private static int totalLength(int headLength, int bodyLength) {
        int length = headLength + bodyLength;
        // A negative part, or a sum that does not fit, shows in one of the three signs.
        if ((headLength | bodyLength | length) < 0) {
            throw new IllegalArgumentException("length of the message must be from 0 to 2^31 - 1, but its parts have "
                    + headLength + " and " + bodyLength + " bytes");
        }
        return length;
    }

    private static IllegalArgumentException tooLong(int length, int limit, String name) {
        return new IllegalArgumentException(
                "length of the message must be from 0 to " + name + " (" + limit + "), but was " + length);
    }
}
