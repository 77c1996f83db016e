package io.tradebus.core.client;

import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.DirectBufferVector;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.format.log.ReservedValueSupplier;
import io.tradebus.core.format.log.TermAppender;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.ReadablePosition;
import org.jspecify.annotations.Nullable;

/**
 * Appends messages to one log.
 *
 * <p>Nothing here waits: what cannot be done now is a negative result. A {@link ConcurrentPublication} may be used by
 * any number of threads, an {@link ExclusivePublication} by one at a time. The rules are in
 * docs/shared-memory.md#publication-algorithms.
 *
 * <p>How an append works: the place in the log is claimed by moving the tail, then the frames are written there, each
 * with its length last. The two kinds of publication differ in how the tail moves and in who turns to the next term; all
 * else is here.
 */
public abstract sealed class Publication implements AutoCloseable permits ConcurrentPublication, ExclusivePublication {
    /** There is no subscriber. Try again later. */
    public static final long NOT_CONNECTED = -1;
    /** A subscriber has not kept up. Try again later. */
    public static final long BACK_PRESSURED = -2;
    /** The log turned to its next term. Try again at once. */
    public static final long ADMIN_ACTION = -3;
    /** The publication or its client is closed. */
    public static final long CLOSED = -4;
    /** The stream has reached its last position and is full for ever. */
    public static final long MAX_POSITION_EXCEEDED = -5;

    private static final DirectBuffer NO_PART = new UnsafeBuffer(new byte[0]);

    final UnsafeBuffer[] terms;
    final UnsafeBuffer metadata;
    final int termLength;
    final int bitsToShift;
    final int initialTermId;
    final long maxPosition;
    final TermAppender appender;
    private final ReadablePosition limit;
    private final int maxPayloadLength;
    private final int maxMessageLength;
    private final PublicationDescription description;
    private final MappedLog log;
    private final ResourceOwner owner;
    private volatile boolean isClosed;

    Publication(PublicationDescription description, MappedLog log, ReadablePosition limit, ResourceOwner owner) {
        this.description = description;
        this.log = log;
        this.limit = limit;
        this.owner = owner;
        terms = log.buffers().terms();
        metadata = log.buffers().metadata();
        termLength = LogMetadata.termLength(metadata);
        bitsToShift = Positions.bitsToShift(termLength);
        initialTermId = LogMetadata.initialTermId(metadata);
        maxPosition = Positions.maxPosition(termLength);
        appender = new TermAppender(description.sessionId(), description.streamId(), LogMetadata.mtuLength(metadata));
        maxPayloadLength = appender.maxPayloadLength();
        maxMessageLength = Positions.maxMessageLength(termLength);
    }

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
     * @return {@link #ADMIN_ACTION} or {@link #MAX_POSITION_EXCEEDED}
     */
    abstract long onEndOfTerm(long rawTail, int length);

    /**
     * Appends a message and returns the position after it.
     *
     * <p>A message longer than {@link #maxPayloadLength()} is cut into fragments, which a {@link FragmentAssembler} puts
     * together again.
     *
     * @param length bytes to append, from 0 to {@link #maxMessageLength()}
     * @return the new position in bytes, or one of {@link #NOT_CONNECTED}, {@link #BACK_PRESSURED},
     *     {@link #ADMIN_ACTION}, {@link #CLOSED}, {@link #MAX_POSITION_EXCEEDED}
     * @throws IllegalArgumentException if the length is negative or above {@link #maxMessageLength()}
     * @throws IndexOutOfBoundsException if the message is not within the buffer
     */
    public final long offer(DirectBuffer buffer, int offset, int length) {
        return offer(buffer, offset, length, null);
    }

    /**
     * {@link #offer(DirectBuffer, int, int)} with a value for the reserved field of each frame.
     *
     * @param reservedValue asked once for each frame, after its payload is in place; must not throw
     */
    public final long offer(
            DirectBuffer buffer, int offset, int length, @Nullable ReservedValueSupplier reservedValue) {
        if (length < 0 || length > maxPayloadLength) {
            return offer(buffer, offset, length, NO_PART, 0, 0, reservedValue);
        }
        // The common case, kept small enough to be inlined as a whole.
        buffer.boundsCheck(offset, length);
        long position = claimPlace(length);
        if (position < 0) {
            return position;
        }
        int termCount = Positions.termCountAt(position, bitsToShift);
        appender.appendFrame(
                terms[Positions.partitionIndexOfCount(termCount)],
                Positions.termOffset(position, termLength),
                initialTermId + termCount,
                buffer,
                offset,
                length,
                reservedValue);
        return position + Positions.alignedFrameLength(length);
    }

    /** {@link #offer(DirectBuffer, int, int)} with a message in two parts, which are copied one after the other. */
    public final long offer(
            DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength) {
        return offer(head, headOffset, headLength, body, bodyOffset, bodyLength, null);
    }

    /** The two-part offer with a value for the reserved field of each frame. */
    public final long offer(
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
        long position = claimPlace(length);
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
        return position + appender.requiredLength(length);
    }

    /** {@link #offer(DirectBuffer, int, int)} with a message in any number of parts. */
    public final long offer(DirectBufferVector[] parts) {
        return offer(parts, null);
    }

    /** The offer of many parts with a value for the reserved field of each frame. */
    public final long offer(DirectBufferVector[] parts, @Nullable ReservedValueSupplier reservedValue) {
        int length = DirectBufferVector.totalLength(parts);
        long position = claimPlace(length);
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
        return position + appender.requiredLength(length);
    }

    /**
     * Claims a place in the log for one message, which the caller writes there and then commits or aborts.
     *
     * @param length bytes to claim, from 0 to {@link #maxPayloadLength()}
     * @param claim opened when the result is positive, not touched otherwise
     * @return as {@link #offer(DirectBuffer, int, int)}
     * @throws IllegalArgumentException if the length is negative or above {@link #maxPayloadLength()}
     * @throws IllegalStateException if the claim is still open
     */
    public final long tryClaim(int length, Claim claim) {
        checkClaimLength(length);
        if (claim.isOpen()) {
            throw new IllegalStateException("the claim is still open: commit or abort it first");
        }
        long position = claimPlace(length);
        if (position < 0) {
            return position;
        }
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        int termOffset = Positions.termOffset(position, termLength);
        appender.claim(term, termOffset, Positions.termId(position, bitsToShift, initialTermId), length);
        claim.open(term, termOffset, length + DataFrame.HEADER_LENGTH);
        return position + Positions.alignedFrameLength(length);
    }

    /** Where the next message begins, in bytes; {@link #CLOSED} when the publication is closed. */
    public final long position() {
        return isClosed ? CLOSED : LogMetadata.producerPosition(metadata);
    }

    /** First position at which no message may begin, in bytes; {@link #CLOSED} when the publication is closed. */
    public final long positionLimit() {
        return isClosed ? CLOSED : limit.getAcquire();
    }

    /** Bytes to the limit, 0 when it is reached; {@link #CLOSED} when the publication is closed. */
    public final long availableWindow() {
        return isClosed ? CLOSED : Math.max(0, limit.getAcquire() - LogMetadata.producerPosition(metadata));
    }

    /** Whether there is a subscriber. */
    public final boolean isConnected() {
        return !isClosed && LogMetadata.isConnectedAcquire(metadata);
    }

    public final boolean isClosed() {
        return isClosed;
    }

    /** Bytes it may be ahead of its slowest subscriber before it is held back. */
    public final int windowLength() {
        return isClosed() ? 0 : LogMetadata.publicationWindowLength(metadata);
    }

    /** Longest message in bytes that fits one frame, and longest claim. */
    public final int maxPayloadLength() {
        return maxPayloadLength;
    }

    /** Longest message in bytes that can be offered. */
    public final int maxMessageLength() {
        return maxMessageLength;
    }

    /** Length of a term in bytes. */
    public final int termBufferLength() {
        return termLength;
    }

    /** The last position a stream with such terms reaches, in bytes. */
    public final long maxPossiblePosition() {
        return maxPosition;
    }

    /** Binary logarithm of the term length. */
    public final int positionBitsToShift() {
        return bitsToShift;
    }

    /** The term id at which the stream began. */
    public final int initialTermId() {
        return initialTermId;
    }

    public final String channel() {
        return description.channel();
    }

    public final int streamId() {
        return description.streamId();
    }

    public final int sessionId() {
        return description.sessionId();
    }

    /** This instance: each add of the same stream gives one of its own. */
    public final long registrationId() {
        return description.registrationId();
    }

    /** The publication as the driver counts it, shared by all who added the same stream. */
    public final long originalRegistrationId() {
        return description.originalRegistrationId();
    }

    /** Whether this instance is the one for which the driver made the publication. */
    public final boolean isOriginal() {
        return registrationId() == originalRegistrationId();
    }

    /** The counter that holds {@link #positionLimit()}. */
    public final int positionLimitId() {
        return description.limitCounterId();
    }

    /** The counter with the status of the channel, -1 for IPC. */
    public final int channelStatusId() {
        return description.channelStatusId();
    }

    /** The status of the channel as in docs/shared-memory.md#driver-counter-types; 1 means active. */
    public final long channelStatus() {
        return owner.channelStatus(channelStatusId());
    }

    /**
     * The addresses that the sockets of the channel are bound to, as {@code host:port}: with port 0 in the channel, what
     * the system chose. None for IPC, and none while the channel is not active. Allocates.
     */
    public final List<String> localAddresses() {
        return owner.localAddresses(channelStatusId());
    }

    /**
     * Adds a destination to a publication with manual control mode, and waits for the driver's answer.
     *
     * @return the destination, by which it can be removed
     * @throws io.tradebus.core.RegistrationException if the driver refuses
     * @throws io.tradebus.core.DriverTimeoutException if the driver does not answer
     */
    public final long addDestination(String destinationChannel) {
        return owner.changeDestination(CommandType.ADD_DESTINATION, originalRegistrationId(), destinationChannel);
    }

    /** Removes a destination by its channel. Fails as {@link #addDestination} does. */
    public final void removeDestination(String destinationChannel) {
        owner.changeDestination(CommandType.REMOVE_DESTINATION, originalRegistrationId(), destinationChannel);
    }

    /** Removes the destination that {@link #addDestination} returned. Fails as that does. */
    public final void removeDestination(long destinationId) {
        owner.removeDestination(originalRegistrationId(), destinationId);
    }

    /**
     * Closes this instance. Does not wait for the driver; closing again has no effect. Subscribers still get what was
     * appended.
     */
    @Override
    public final void close() {
        owner.onPublicationClosed(this, false);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "{registrationId=" + registrationId() + ", channel=" + channel()
                + ", streamId=" + streamId() + ", sessionId=" + sessionId() + ", isClosed=" + isClosed + '}';
    }

    /** Closes and takes back what is not consumed yet. */
    final void closeRevoking() {
        owner.onPublicationClosed(this, true);
    }

    final MappedLog log() {
        return log;
    }

    /** Under the client's lock. */
    final void markClosed() {
        isClosed = true;
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
            return MAX_POSITION_EXCEEDED;
        }
        return LogMetadata.isConnectedAcquire(metadata) ? BACK_PRESSURED : NOT_CONNECTED;
    }

    /** Moves the tail for a message and returns the position where it begins, or why there is no room. */
    private long claimPlace(int length) {
        if (isClosed) {
            return CLOSED;
        }
        long limitPosition = limit.getAcquire();
        int termCount = activeTermCount();
        int partition = Positions.partitionIndexOfCount(termCount);
        long rawTail = rawTail(partition);
        int termId = RawTail.termId(rawTail);
        if (termCount != Positions.termCount(termId, initialTermId)) {
            return ADMIN_ACTION;
        }
        long position = positionAfter(termId, RawTail.offset(rawTail, termLength));
        if (position >= limitPosition) {
            return whyLimited(position, length);
        }
        int required = requiredLength(length);
        long claimed = claim(partition, required);
        int termOffset = RawTail.offset(claimed, termLength);
        if (required <= termLength - termOffset) {
            return positionAfter(RawTail.termId(claimed), termOffset);
        }
        return onEndOfTerm(claimed, required);
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

    private void checkClaimLength(int length) {
        if (length < 0 || length > maxPayloadLength) {
            throw tooLong(length, maxPayloadLength, "maxPayloadLength");
        }
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
