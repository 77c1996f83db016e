package io.tradebus.core.runtime;

import io.tradebus.core.client.ControlledFragmentAssembler;
import io.tradebus.core.client.ControlledFragmentHandler;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Image;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.Positions;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one publisher's session for a lane. For the listener's thread, except where said.
 *
 * <p>The position is the client's: it moves when the handler has returned, never when it threw. A message that failed is
 * aborted, which leaves the position before it, so that the next poll meets it first; what is remembered about it
 * ({@code failures}, whether to skip it) concerns that message and no other.
 */
final class SessionReader implements ControlledFragmentHandler {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final ListenerLane lane;
    private final LaneStream stream;
    private final Image image;
    private final ControlledFragmentAssembler assembler = new ControlledFragmentAssembler(this);
    private final BusHeader header = new BusHeader();
    private final BusMessage message = new BusMessage();
    private final @Nullable BatchReader batch;

    private long handledPosition;
    private int failures;
    private int forgivenFailures;
    private boolean isWaiting;
    private @Nullable Throwable undecided;
    private boolean isSkipping;
    private boolean isInBatch;
    private long retryAtNs;
    private volatile long limitPosition = NO_LIMIT;
    private volatile @Nullable ListenerFailure failure;

    SessionReader(ListenerLane lane, LaneStream stream, Image image) {
        this.lane = lane;
        this.stream = stream;
        this.image = image;
        this.handledPosition = image.position();
        BatchHandler batches = lane.batchHandler();
        this.batch = batches == null ? null : new BatchReader(batches, this, image);
        header.session(stream.definition().name(), stream.definition().streamId(), image.sessionId());
        StreamReplies replies = stream.replies();
        if (replies != null) {
            header.replies(new SessionReplies(replies, image));
        }
    }

    /** Delivers what is there, at most {@code fragmentLimit} fragments, and returns how many. */
    int poll(int fragmentLimit) {
        if (isWaiting && !isDue()) {
            return 0;
        }
        long limit = limitPosition;
        BatchReader batches = batch;
        if (batches == null) {
            return pollUntil(limit, fragmentLimit);
        } else if (batches.isInSingles()) {
            return pollUntil(Math.min(limit, batches.singlesUntil()), fragmentLimit);
        }
        isInBatch = true;
        int messages = batches.poll(limit, fragmentLimit);
        isInBatch = false;
        return batches.isAtFragment() ? pollUntil(limit, fragmentLimit) : messages;
    }

    private int pollUntil(long limit, int fragmentLimit) {
        return limit == NO_LIMIT
                ? image.controlledPoll(assembler, fragmentLimit)
                : image.boundedControlledPoll(assembler, limit, fragmentLimit);
    }

    /** Takes a whole message. Called by the image while it is polled. */
    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader fragment) {
        if (isSkipping) {
            return skipped();
        }
        Throwable known = undecided;
        header.message(
                fragment.position(),
                fragment.reservedValue(),
                (byte) fragment.flags(),
                fragment.isReassembled(),
                known == null ? failures + 1 : failures);
        if (known != null) {
            return decided(known, buffer, offset, length);
        }
        BusAction action;
        try {
            action = lane.deliver(buffer, offset, length, header);
            if (batch != null && action != BusAction.ABORT) {
                batch.onHandled(isInBatch);
            }
        } catch (Throwable thrown) {
            return onFailure(thrown, buffer, offset, length);
        }
        return action == BusAction.ABORT ? aborted() : handled(action, length);
    }

    private Action handled(BusAction action, int length) {
        stream.counters().onHandled(length);
        if (!isInBatch) {
            handledPosition = header.position();
        }
        if (failures > 0) {
            settle();
        }
        return switch (action) {
            case COMMIT -> Action.COMMIT;
            case BREAK -> lane.endPoll();
            default -> batch == null || isInBatch ? Action.CONTINUE : afterSingle();
        };
    }

    /** What was polled alone is committed; behind a message in several fragments there may be a batch again. */
    private Action afterSingle() {
        return header.isReassembled() ? Action.BREAK : Action.COMMIT;
    }

    /** The end of a batch has succeeded, so what lies before {@code position} is handled. */
    void onBatchEnded(long position) {
        handledPosition = position;
    }

    /** The end of a batch has failed: nothing of it is committed, and its messages come again. */
    void onBatchFailed(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        stream.counters().onFailure();
    }

    private Action aborted() {
        stream.counters().onAbort();
        return Action.ABORT;
    }

    private Action skipped() {
        isSkipping = false;
        stream.counters().onSkipped();
        handledPosition = header.position();
        settle();
        return Action.COMMIT;
    }

    private Action onFailure(Throwable thrown, DirectBuffer buffer, int offset, int length) {
        // What came before it in the batch is finished first, so that the position stands at the message that failed.
        if (isInBatch && batch != null && !batch.close()) {
            return Action.ABORT;
        }
        failures++;
        stream.counters().onFailure();
        failure = describe(thrown, buffer, offset, length);
        return decided(thrown, buffer, offset, length);
    }

    private Action decided(Throwable thrown, DirectBuffer buffer, int offset, int length) {
        message.wrap(buffer, offset, length, header);
        FailureDecision decision = lane.decide(thrown, message, failures - forgivenFailures);
        undecided = decision.kind() == FailureDecision.Kind.ASK_AGAIN ? thrown : null;
        switch (decision.kind()) {
            case RETRY, ASK_AGAIN -> await(decision.delayNs());
            case SKIP -> {
                return skipped();
            }
            case DEAD_LETTERED -> {
                return deadLettered();
            }
            case HALT -> lane.halt(this);
            case DETACH -> lane.detachAfterPoll();
        }
        return Action.ABORT;
    }

    private Action deadLettered() {
        stream.counters().onDeadLettered();
        handledPosition = header.position();
        settle();
        return Action.COMMIT;
    }

    private ListenerFailure describe(Throwable thrown, DirectBuffer buffer, int offset, int length) {
        ListenerFailure before = failure;
        return new ListenerFailure(
                lane.listenerId(),
                header.stream(),
                header.sessionId(),
                header.position() - Positions.framedLength(length, image.mtuLength() - DataFrame.HEADER_LENGTH),
                header.position(),
                failures,
                thrown,
                before == null ? lane.nowMs() : before.sinceMs(),
                ListenerFailure.headOf(buffer, offset, length));
    }

    private void await(long delayNs) {
        isWaiting = true;
        retryAtNs = lane.nowNs() + delayNs;
        lane.onUnsettled();
    }

    private boolean isDue() {
        if (lane.nowNs() - retryAtNs < 0) {
            return false;
        }
        isWaiting = false;
        if (undecided == null) {
            stream.counters().onRetry();
        }
        return true;
    }

    /** Delivers the message that failed again with the next poll, and begins to count its attempts anew. */
    void retryNow() {
        isWaiting = false;
        undecided = null;
        forgivenFailures = failures;
        stream.counters().onRetry();
    }

    /** Passes over the message that failed with the next poll. */
    void skipNow() {
        isWaiting = false;
        isSkipping = true;
    }

    private void settle() {
        failures = 0;
        forgivenFailures = 0;
        undecided = null;
        failure = null;
        lane.onUnsettled();
    }

    /** Whether a message failed and is neither handled nor skipped yet. */
    boolean isUnsettled() {
        return failures > 0;
    }

    /** Whether the message of {@code known} is the one at which it stands. */
    boolean standsAt(ListenerFailure known) {
        ListenerFailure now = failure;
        return now != null && now.isAtSameMessage(known);
    }

    BusHeader header() {
        return header;
    }

    boolean isEnded() {
        return image.isClosed();
    }

    /** The log it reads, as the driver knows it. */
    long logId() {
        return image.correlationId();
    }

    /**
     * How far it has handled messages, in bytes: beyond the image's position if the image was closed in the middle of a
     * poll, when the position cannot be stored any more.
     */
    long handledPosition() {
        return handledPosition;
    }

    /** Whether messages were handled whose position the driver does not know. */
    boolean isAheadOfImage() {
        return handledPosition > image.position();
    }

    /** Goes on where the last reader of the same log has handled messages to, in bytes. */
    void goOnAt(long position) {
        long joined = image.position();
        long endOfTerm = (joined | (image.termBufferLength() - 1)) + 1;
        if (position > joined && position <= endOfTerm) {
            image.position(position);
            handledPosition = position;
        }
    }

    /** For any thread. */
    @Nullable ListenerFailure failure() {
        return failure;
    }

    /** Reads no further than what is published now. */
    void drainHere() {
        limitPosition = image.producerPosition();
    }

    /** Reads nothing more from where it stands. */
    void holdHere() {
        limitPosition = image.position();
    }

    /** Reads without a limit again. */
    void goOn() {
        limitPosition = NO_LIMIT;
    }

    /** For any thread: bytes between its position and where it drains to; 0 when it does not drain. */
    long undrained() {
        long limit = limitPosition;
        return limit == NO_LIMIT || image.isClosed() ? 0 : Math.max(0, limit - image.position());
    }

    /** For any thread: bytes published but not committed. */
    long lag() {
        return Math.max(0, image.producerPosition() - image.position());
    }

    /** For any thread. */
    ListenerSession snapshot() {
        long position = image.position();
        return new ListenerSession(
                stream.definition().name(),
                image.sessionId(),
                position,
                lag(),
                image.windowLength(),
                image.isEndOfStream(),
                image.sourceIdentity(),
                stream.receiver(image));
    }
}
