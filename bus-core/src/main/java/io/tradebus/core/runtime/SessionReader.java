package io.tradebus.core.runtime;

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
    /** Position up to which is read when nothing ends before. */
    static final long NO_LIMIT = Long.MAX_VALUE;

    private final ListenerLane lane;
    private final LaneStream stream;
    private final StreamCounters counters;
    private final Image image;
    private final int maxPayloadLength;
    private final MessageReader messages;
    private final BusHeader header = new BusHeader();
    private final BusMessage message = new BusMessage();
    private final FailedMessage failed = new FailedMessage();
    private final @Nullable BatchReader batch;

    private long handledPosition;
    private boolean isInBatch;
    private boolean isIncompleteTold;
    private volatile long limitPosition = NO_LIMIT;

    SessionReader(ListenerLane lane, LaneStream stream, Image image) {
        this.lane = lane;
        this.stream = stream;
        this.counters = stream.counters();
        this.image = image;
        // Not to be asked for later, when the image may be closed.
        this.maxPayloadLength = image.mtuLength() - DataFrame.HEADER_LENGTH;
        this.messages = new MessageReader(this, image, lane.handler(), header, counters);
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
        if (failed.isWaiting() && !isDue()) {
            return 0;
        }
        long limit = limitPosition;
        BatchReader batches = batch;
        if (batches == null) {
            return messages.poll(limit, fragmentLimit);
        } else if (batches.isInSingles()) {
            return messages.poll(Math.min(limit, batches.singlesUntil()), fragmentLimit);
        }
        isInBatch = true;
        int polled = batches.poll(limit, fragmentLimit);
        isInBatch = false;
        return batches.isAtFragment() ? messages.poll(limit, fragmentLimit) : polled;
    }

    /** Whether there is more to a message than to handle it: it belongs to a batch, or has failed before. */
    boolean isSpecial() {
        return batch != null || failed.isThere();
    }

    /** Takes a message of a batch, or one that was put together. */
    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader fragment) {
        header.message(
                fragment.position(),
                fragment.reservedValue(),
                (byte) fragment.flags(),
                fragment.isReassembled(),
                failed.attempt());
        return onMessage(buffer, offset, length);
    }

    /** Takes any message, which the header describes already. */
    Action onMessage(DirectBuffer buffer, int offset, int length) {
        Throwable known = failed.undecided();
        header.attempt(failed.attempt());
        if (failed.isSkipping()) {
            return skipped();
        }
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
        return answered(action, length);
    }

    /**
     * The handler has answered something else than that it goes on; null too.
     *
     * @throws IllegalStateException if that is no answer
     */
    Action onAnswer(@Nullable BusAction answer, int length) {
        return answered(lane.requireAction(answer), length);
    }

    /** What lies before {@code position} is handled. */
    void onHandled(long position) {
        handledPosition = Math.max(handledPosition, position);
    }

    private Action answered(BusAction action, int length) {
        return action == BusAction.ABORT ? aborted() : handled(action, length);
    }

    private Action handled(BusAction action, int length) {
        counters.onHandled(length);
        if (!isInBatch) {
            handledPosition = header.position();
        }
        if (failed.isThere()) {
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
        lane.onLeft();
        counters.onFailure();
    }

    private Action aborted() {
        lane.onLeft();
        counters.onAbort();
        return Action.ABORT;
    }

    private Action skipped() {
        counters.onSkipped();
        handledPosition = header.position();
        settle();
        return Action.COMMIT;
    }

    /** The handler has thrown. */
    Action onFailure(Throwable thrown, DirectBuffer buffer, int offset, int length) {
        // What came before it in the batch is finished first, so that the position stands at the message that failed.
        if (isInBatch && batch != null && !batch.close()) {
            return Action.ABORT;
        }
        int failures = failed.onFailure();
        counters.onFailure();
        failed.onDescribed(describe(thrown, failures, buffer, offset, length));
        return decided(thrown, buffer, offset, length);
    }

    private Action decided(Throwable thrown, DirectBuffer buffer, int offset, int length) {
        message.wrap(buffer, offset, length, header);
        FailureDecision decision = lane.decide(thrown, message, failed.countedFailures());
        failed.undecided(decision.kind() == FailureDecision.Kind.ASK_AGAIN ? thrown : null);
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
        counters.onDeadLettered();
        handledPosition = header.position();
        settle();
        return Action.COMMIT;
    }

    private ListenerFailure describe(Throwable thrown, int failures, DirectBuffer buffer, int offset, int length) {
        ListenerFailure before = failed.failure();
        return new ListenerFailure(
                lane.listenerId(),
                header.stream(),
                header.sessionId(),
                header.position() - Positions.framedLength(length, maxPayloadLength),
                header.position(),
                failures,
                thrown,
                before == null ? lane.nowMs() : before.sinceMs(),
                ListenerFailure.headOf(buffer, offset, length));
    }

    private void await(long delayNs) {
        failed.awaitUntil(nowNs() + delayNs);
        lane.onUnsettled();
    }

    /** Nanoseconds until it is to be polled though nothing comes; 0 or less if at once. For the lane's thread. */
    long quietNs() {
        if (messages.isInMessage()) {
            // What has come of the message gives its room after a while.
            return 0;
        }
        return failed.isWaiting() ? failed.leftNs(nowNs()) : WakeableAgent.NOTHING_TO_DO;
    }

    private boolean isDue() {
        if (!failed.isDue(nowNs())) {
            return false;
        }
        if (failed.undecided() == null) {
            counters.onRetry();
        }
        return true;
    }

    /** Delivers the message that failed again with the next poll, and begins to count its attempts anew. */
    void retryNow() {
        failed.retryNow();
        counters.onRetry();
    }

    /** Passes over the message that failed with the next poll. */
    void skipNow() {
        failed.skipNow();
    }

    private void settle() {
        failed.settle();
        lane.onUnsettled();
    }

    /** Messages have ended of which the beginning was not read: it came before the session was joined, or was lost. */
    void onIncomplete(long count) {
        counters.onIncomplete(count);
        if (!isIncompleteTold) {
            isIncompleteTold = true;
            lane.warn("listener '" + lane.listenerId() + "' has read the end of a message of " + header.stream()
                    + ", session " + image.sessionId()
                    + ", without its beginning, and dropped it: the session was joined in"
                    + " the middle of the message, or a part of it was lost; more of them are only counted");
        }
    }

    /** Whether a message failed and is neither handled nor skipped yet. */
    boolean isUnsettled() {
        return failed.isThere();
    }

    /** Whether the message of {@code known} is the one at which it stands. */
    boolean standsAt(ListenerFailure known) {
        ListenerFailure now = failed.failure();
        return now != null && now.isAtSameMessage(known);
    }

    long nowNs() {
        return lane.nowNs();
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

    Image image() {
        return image;
    }

    /** How far it has handled messages, in bytes: more than was committed if the image was closed in the middle of a poll. */
    long handledPosition() {
        return messages.isLetGo() ? handledPosition : Math.max(handledPosition, image.position());
    }

    /**
     * Its handler has done more of the session than it has returned from. Nothing behind the last message counts that it was
     * given.
     *
     * @param position up to which, in bytes
     * @throws IllegalStateException if no message ends there; then nothing more is done
     */
    void onDone(long position) {
        if ((position & (DataFrame.FRAME_ALIGNMENT - 1)) != 0) {
            throw new IllegalStateException("the handler of listener '" + lane.listenerId() + "' returned " + position
                    + " when session " + image.sessionId() + " of " + header.stream() + " ended; it must return the"
                    + " position of a message, which is a multiple of " + DataFrame.FRAME_ALIGNMENT + ", or 0");
        }
        handledPosition = Math.max(handledPosition, Math.min(position, header.position()));
    }

    /** Whether its log may come again in another image: there was more to be read, or there is going to be. */
    boolean mayComeAgain() {
        return !image.isEndOfStream();
    }

    /** Goes on where the last reader of the same log has handled messages to, in bytes. */
    void goOnAt(long position) {
        messages.advance(position);
        handledPosition = Math.max(handledPosition, position);
    }

    /** For any thread. */
    @Nullable ListenerFailure failure() {
        return failed.failure();
    }

    /** Reads no further than what has been published now, or been received. */
    void drainHere() {
        limitPosition = endPosition();
    }

    /** Reads without a limit again. */
    void goOn() {
        limitPosition = NO_LIMIT;
    }

    /**
     * For any thread: bytes between what it has read and where it drains to; 0 when it does not drain. The beginning of a
     * message that goes on behind that is read.
     */
    long undrained() {
        long limit = limitPosition;
        return limit == NO_LIMIT || image.isClosed() ? 0 : Math.max(0, limit - messages.readPosition());
    }

    /** For any thread: bytes published, or received over the network without a gap, but not committed. */
    long lag() {
        return Math.max(0, endPosition() - image.position());
    }

    private long endPosition() {
        return image.isLocal() || image.isDraining()
                ? image.producerPosition()
                : Math.max(image.position(), stream.receivedPosition(image));
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
