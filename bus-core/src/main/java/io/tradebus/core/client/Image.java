package io.tradebus.core.client;

import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermScanner;
import java.nio.channels.FileChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.Position;

/**
 * One publisher's session as a subscription sees it: a log, and how far it has been read.
 *
 * <p>Polls and {@link #position(long)} are for one thread at a time, the one that polls the subscription; everything
 * else may be called by any. An image is closed by its subscription, by the client, or when the publisher is gone; from
 * then on polls return 0, and positions and flags answer what held at that moment. The rules are in
 * docs/shared-memory.md#subscriptions-and-images.
 *
 * <p>The position is stored once for each poll and with release, after the handler is done with what lies before it:
 * the publisher may overwrite whatever the position has passed.
 */
public final class Image {
    private static final String IPC_SOURCE = "aeron:ipc";

    private final Subscription subscription;
    private final ResourceOwner owner;
    private final ImageDescription description;
    private final UnsafeBuffer[] terms;
    private final UnsafeBuffer metadata;
    private final MappedLog mappedLog;
    private final Position subscriberPosition;
    private final FragmentHeader header;
    private final long joinPosition;
    private final int termLength;
    private final int mtuLength;
    private final int termMask;
    private final int bitsToShift;

    private volatile boolean isDraining;
    private volatile boolean isClosed;
    // Written before isClosed, read after it.
    private long finalPosition;
    private long finalEndOfStreamPosition;
    private boolean finalIsEndOfStream;
    private boolean finalIsRevoked;

    Image(
            Subscription subscription,
            ImageDescription description,
            MappedLog mappedLog,
            Position subscriberPosition,
            ResourceOwner owner) {
        this.subscription = subscription;
        this.description = description;
        this.mappedLog = mappedLog;
        this.subscriberPosition = subscriberPosition;
        this.owner = owner;
        terms = mappedLog.buffers().terms();
        metadata = mappedLog.buffers().metadata();
        termLength = LogMetadata.termLength(metadata);
        mtuLength = LogMetadata.mtuLength(metadata);
        termMask = termLength - 1;
        bitsToShift = Positions.bitsToShift(termLength);
        joinPosition = subscriberPosition.get();
        finalPosition = joinPosition;
        header = new FragmentHeader(LogMetadata.initialTermId(metadata), bitsToShift, terms[0], this);
    }

    /**
     * Delivers fragments, in order and up to the end of the term.
     *
     * <p>When the handler throws, the poll ends, the fragment counts as consumed, and {@link ClientListener#onError} is
     * told.
     *
     * @param fragmentLimit most fragments to deliver
     * @return fragments delivered; padding is not counted
     */
    public int poll(FragmentHandler handler, int fragmentLimit) {
        if (isClosed) {
            return 0;
        }
        return pollUntil(handler, fragmentLimit, subscriberPosition.get(), termLength);
    }

    /**
     * As {@link #poll}, but begins no frame at or beyond {@code limitPosition}. A frame that begins below it is
     * delivered whole.
     *
     * @param limitPosition first position that is not read, in bytes
     */
    public int boundedPoll(FragmentHandler handler, long limitPosition, int fragmentLimit) {
        if (isClosed) {
            return 0;
        }
        long position = subscriberPosition.get();
        return position < limitPosition
                ? pollUntil(handler, fragmentLimit, position, PollBounds.endOffset(position, limitPosition, termLength))
                : 0;
    }

    /**
     * As {@link #poll}, with a handler that says after each fragment how to go on.
     *
     * @return fragments consumed, so without one that was aborted
     */
    public int controlledPoll(ControlledFragmentHandler handler, int fragmentLimit) {
        if (isClosed) {
            return 0;
        }
        return controlledPollUntil(handler, fragmentLimit, subscriberPosition.get(), termLength);
    }

    /** {@link #controlledPoll} with the limit of {@link #boundedPoll}. */
    public int boundedControlledPoll(ControlledFragmentHandler handler, long limitPosition, int fragmentLimit) {
        if (isClosed) {
            return 0;
        }
        long position = subscriberPosition.get();
        return position < limitPosition
                ? controlledPollUntil(
                        handler, fragmentLimit, position, PollBounds.endOffset(position, limitPosition, termLength))
                : 0;
    }

    /**
     * As {@link #controlledPoll}, but moves nothing: what was delivered comes again until {@link #position(long)} is set to
     * the result. COMMIT is the same as CONTINUE here.
     *
     * @param fromPosition where to begin: from {@link #position()} to the end of its term, a multiple of 32
     * @param limitPosition first position at which no frame is begun, in bytes
     * @return the position behind the last whole message that was not aborted, and behind padding, in bytes
     */
    public long controlledPeek(long fromPosition, ControlledFragmentHandler handler, long limitPosition) {
        if (isClosed || fromPosition >= limitPosition) {
            return fromPosition;
        }
        PollBounds.check(subscriberPosition.get(), fromPosition, termLength);
        return peekUntil(handler, fromPosition, PollBounds.endOffset(fromPosition, limitPosition, termLength));
    }

    /**
     * Delivers whole frames, headers included, as one block; a padding frame is a block of its own.
     *
     * @param blockLengthLimit most bytes to deliver; less than the next frame delivers nothing
     * @return bytes delivered
     */
    public int blockPoll(BlockHandler handler, int blockLengthLimit) {
        if (isClosed) {
            return 0;
        }
        long position = subscriberPosition.get();
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        int offset = (int) position & termMask;
        int length = blockLength(term, offset, blockLengthLimit);
        if (length > 0) {
            try {
                handler.onBlock(
                        term, offset, length, DataFrame.sessionId(term, offset), DataFrame.termId(term, offset));
            } catch (Throwable error) {
                owner.onHandlerError(error);
            } finally {
                store(position + length);
            }
        }
        return length;
    }

    /**
     * As {@link #blockPoll}, and says where in the log's file the block lies.
     *
     * @return bytes delivered
     */
    public int rawPoll(RawBlockHandler handler, int blockLengthLimit) {
        FileChannel channel = mappedLog.buffers().channel();
        if (isClosed || channel == null) {
            return 0;
        }
        long position = subscriberPosition.get();
        int partition = Positions.partitionIndex(position, bitsToShift);
        UnsafeBuffer term = terms[partition];
        int offset = (int) position & termMask;
        int length = blockLength(term, offset, blockLengthLimit);
        if (length > 0) {
            long fileOffset = (long) partition * termLength + offset;
            try {
                handler.onBlock(
                        channel,
                        fileOffset,
                        term,
                        offset,
                        length,
                        DataFrame.sessionId(term, offset),
                        DataFrame.termId(term, offset));
            } catch (Throwable error) {
                owner.onHandlerError(error);
            } finally {
                store(position + length);
            }
        }
        return length;
    }

    /** How far the stream has been consumed, in bytes; after closing, how far it was. */
    public long position() {
        return isClosed ? finalPosition : subscriberPosition.getAcquire();
    }

    /**
     * Skips forward: what lies before the position is not delivered. Has no effect on a closed image.
     *
     * @param newPosition from {@link #position()} to the end of the same term, a multiple of 32
     * @throws IllegalArgumentException if the position is none of these
     */
    public void position(long newPosition) {
        if (!isClosed) {
            PollBounds.check(subscriberPosition.get(), newPosition, termLength);
            subscriberPosition.setRelease(newPosition);
        }
    }

    /** Where the subscription joined the stream, in bytes. */
    public long joinPosition() {
        return joinPosition;
    }

    /**
     * How far the publisher has claimed the log, in bytes, if its log is this one, as for IPC; what was claimed last may
     * not be readable yet. From another machine: {@link #position()}, or where the log ends if {@link #isDraining()}.
     */
    public long producerPosition() {
        if (isLocal()) {
            return isClosed ? position() : Math.max(position(), LogMetadata.producerPosition(metadata));
        }
        return isClosed || !isDraining ? position() : LogEnd.of(terms, position(), initialTermId(), bitsToShift);
    }

    /**
     * Bytes the publisher, or the sender of what comes over the network, may be ahead of the slowest subscriber here before
     * it is held back; 0 when that is not known. Congestion control may allow a sender less.
     */
    public int windowLength() {
        if (isClosed) {
            return 0;
        }
        return isLocal() ? LogMetadata.publicationWindowLength(metadata) : LogMetadata.receiverWindowLength(metadata);
    }

    /** Whether its log is the publisher's own, and not a copy that comes over the network. */
    public boolean isLocal() {
        return sourceIdentity().equals(IPC_SOURCE);
    }

    /** Whether everything was consumed and nothing more will come. */
    public boolean isEndOfStream() {
        return isClosed
                ? finalIsEndOfStream
                : subscriberPosition.getAcquire() >= LogMetadata.endOfStreamPositionAcquire(metadata);
    }

    /** Where the stream ends, in bytes; {@link Long#MAX_VALUE} until that is known. */
    public long endOfStreamPosition() {
        return isClosed ? finalEndOfStreamPosition : LogMetadata.endOfStreamPositionAcquire(metadata);
    }

    /** Whether the publisher took back what was not consumed. */
    public boolean isRevoked() {
        return isClosed ? finalIsRevoked : LogMetadata.isRevoked(metadata);
    }

    /** Network paths on which the image is alive; 0 for IPC and for a closed image. */
    public int activeTransportCount() {
        return isClosed ? 0 : LogMetadata.activeTransportCount(metadata);
    }

    public boolean isClosed() {
        return isClosed;
    }

    /**
     * Has the driver refuse the image: the publisher is told the reason, and the image becomes unavailable.
     *
     * <p>Blocks until the driver has answered.
     *
     * @param reason up to 1023 bytes, ASCII
     * @throws io.tradebus.core.RegistrationException if the driver does not know the image any more
     * @throws UnsupportedOperationException for a spy, which cannot reject
     */
    public void reject(String reason) {
        if (subscription.channel().startsWith("aeron-spy:")) {
            throw new UnsupportedOperationException(
                    "a spy cannot reject an image; reject it on a subscription of " + subscription.channel());
        }
        owner.rejectImage(this, reason);
    }

    /** The image as the driver counts it; for IPC the registration id of the publication. */
    public long correlationId() {
        return description.correlationId();
    }

    public int sessionId() {
        return description.sessionId();
    }

    /** Where the stream comes from: {@code host:port}, or {@code aeron:ipc}. */
    public String sourceIdentity() {
        return description.sourceIdentity();
    }

    /** The counter that holds {@link #position()}. */
    public int subscriberPositionId() {
        return description.subscriberPositionId();
    }

    public Subscription subscription() {
        return subscription;
    }

    /** Length of a term in bytes. */
    public int termBufferLength() {
        return termLength;
    }

    /** Binary logarithm of the term length. */
    public int positionBitsToShift() {
        return bitsToShift;
    }

    /** The term id at which the stream began. */
    public int initialTermId() {
        return header.initialTermId();
    }

    /** Longest frame of the publisher in bytes, header included. */
    public int mtuLength() {
        return mtuLength;
    }

    @Override
    public String toString() {
        return "Image{correlationId=" + correlationId() + ", sessionId=" + sessionId() + ", streamId="
                + subscription.streamId() + ", sourceIdentity=" + sourceIdentity() + ", position=" + position()
                + ", isClosed=" + isClosed + '}';
    }

    MappedLog log() {
        return mappedLog;
    }

    /** Under the client's lock: the driver is gone, nothing is added to the log any more. */
    void drain() {
        isDraining = true;
    }

    /**
     * Whether its driver is lost, so that it delivers what is in its log and then ends. What is asked of the present driver
     * by the id of such an image is refused.
     */
    public boolean isDraining() {
        return isDraining;
    }

    /** Whether there is nothing to be delivered at its position. For the client's conductor, while the image is open. */
    boolean isDrained() {
        long position = subscriberPosition.getAcquire();
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        return DataFrame.frameLengthAcquire(term, (int) position & termMask) <= 0;
    }

    /** Remembers what holds now, then touches neither log nor counter any more. */
    void close() {
        if (isClosed) {
            return;
        }
        finalPosition = subscriberPosition.getAcquire();
        finalEndOfStreamPosition = LogMetadata.endOfStreamPositionAcquire(metadata);
        finalIsEndOfStream = finalPosition >= finalEndOfStreamPosition;
        finalIsRevoked = LogMetadata.isRevoked(metadata);
        isClosed = true;
    }

    private int pollUntil(FragmentHandler handler, int fragmentLimit, long position, int endOffset) {
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        int startOffset = (int) position & termMask;
        int offset = startOffset;
        int fragments = 0;
        header.beginTerm(term, position - startOffset);
        try {
            while (fragments < fragmentLimit && offset < endOffset && !isClosed) {
                int length = DataFrame.frameLengthAcquire(term, offset);
                if (length <= 0) {
                    break;
                }
                int frame = offset;
                offset += DataFrame.alignedLength(length);
                if (!DataFrame.isPadding(term, frame)) {
                    fragments++;
                    header.moveTo(frame);
                    handler.onFragment(term, frame + DataFrame.HEADER_LENGTH, length - DataFrame.HEADER_LENGTH, header);
                }
            }
        } catch (Throwable error) {
            owner.onHandlerError(error);
        } finally {
            storeIfMoved(position, position + (offset - startOffset));
        }
        return fragments;
    }

    private int controlledPollUntil(
            ControlledFragmentHandler handler, int fragmentLimit, long position, int endOffset) {
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        int startOffset = (int) position & termMask;
        long termBegin = position - startOffset;
        long stored = position;
        int offset = startOffset;
        int fragments = 0;
        header.beginTerm(term, termBegin);
        try {
            while (fragments < fragmentLimit && offset < endOffset && !isClosed) {
                int length = DataFrame.frameLengthAcquire(term, offset);
                if (length <= 0) {
                    break;
                }
                int frame = offset;
                offset += DataFrame.alignedLength(length);
                if (DataFrame.isPadding(term, frame)) {
                    continue;
                }
                fragments++;
                header.moveTo(frame);
                Action action = handler.onFragment(
                        term, frame + DataFrame.HEADER_LENGTH, length - DataFrame.HEADER_LENGTH, header);
                if (action == Action.COMMIT) {
                    storeIfMoved(stored, termBegin + offset);
                    stored = termBegin + offset;
                } else if (action == Action.ABORT) {
                    fragments--;
                    offset = frame;
                    break;
                } else if (action == Action.BREAK) {
                    break;
                }
            }
        } catch (Throwable error) {
            owner.onHandlerError(error);
        } finally {
            storeIfMoved(stored, termBegin + offset);
        }
        return fragments;
    }

    private long peekUntil(ControlledFragmentHandler handler, long position, int endOffset) {
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        int offset = (int) position & termMask;
        long termBegin = position - offset;
        long result = position;
        Action action = Action.CONTINUE;
        header.beginTerm(term, termBegin);
        try {
            while (action != Action.ABORT && action != Action.BREAK && offset < endOffset && !isClosed) {
                int length = DataFrame.frameLengthAcquire(term, offset);
                if (length <= 0) {
                    break;
                }
                int frame = offset;
                offset += DataFrame.alignedLength(length);
                boolean isWhole = DataFrame.isPadding(term, frame);
                if (!isWhole) {
                    header.moveTo(frame);
                    action = handler.onFragment(
                            term, frame + DataFrame.HEADER_LENGTH, length - DataFrame.HEADER_LENGTH, header);
                    isWhole = action != Action.ABORT && (header.flags() & DataFrame.FLAG_END) != 0;
                }
                result = isWhole ? termBegin + offset : result;
            }
        } catch (Throwable error) {
            owner.onHandlerError(error);
        }
        return result;
    }

    private void storeIfMoved(long oldPosition, long newPosition) {
        if (newPosition > oldPosition) {
            store(newPosition);
        }
    }

    private void store(long newPosition) {
        if (!isClosed) {
            subscriberPosition.setRelease(newPosition);
        }
    }

    private int blockLength(UnsafeBuffer term, int offset, int blockLengthLimit) {
        return TermScanner.blockLength(term, offset, TermScanner.endOffset(offset, blockLengthLimit, termLength));
    }
}
