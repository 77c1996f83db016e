package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.driver.protocol.Rest;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermUnblocker;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * A log that publishers of this machine append to and subscribers of this machine read, both by mapping the same file.
 * The conductor counts who holds it, keeps the publishers within their window, and lets it go when nobody needs it.
 *
 * <p>{@link PublicationLifecycle} decides when it moves from one {@link PublicationState} to the next.
 */
public final class IpcPublication implements HeldPublication, ReadableStream {
    private final LogDescription description;
    private final LogFile log;
    private final UnsafeBuffer metadata;
    private final AtomicCounter producerPosition;
    private final AtomicCounter limit;
    private final IpcWindow window;
    private final StallWatch stallWatch;
    private final StreamEnd end;
    private final StreamEnd.Wait wait = new StreamEnd.Wait();
    private final ResourceObserver observer;
    private final List<SubscriberPosition> subscribers = new ArrayList<>();
    private PublicationState state = PublicationState.ACTIVE;
    private int references;
    private boolean isRevoked;
    private boolean isCoolingDown;
    private long coolDownDeadlineNs;
    private long movedNs;

    /** @param unblockTimeoutNs nanoseconds until a claim that was never committed is skipped */
    public IpcPublication(
            LogDescription description,
            LogFile log,
            PublicationCounters counters,
            long unblockTimeoutNs,
            ResourceObserver observer,
            long nowNs) {
        this.description = description;
        this.log = log;
        this.observer = observer;
        metadata = log.metadata();
        producerPosition = counters.producerPosition();
        limit = counters.limit();
        long startPosition = LogMetadata.producerPosition(metadata);
        producerPosition.setRelease(startPosition);
        window = new IpcWindow(log, limit, startPosition, description.shape().publicationWindowLength());
        stallWatch = new StallWatch(startPosition, unblockTimeoutNs, nowNs);
        end = new StreamEnd(description, log, unblockTimeoutNs);
        movedNs = nowNs;
    }

    @Override
    public long registrationId() {
        return description.registrationId();
    }

    @Override
    public LogDescription description() {
        return description;
    }

    @Override
    public int sessionId() {
        return description.sessionId();
    }

    @Override
    public int streamId() {
        return description.streamId();
    }

    @Override
    public boolean isExclusive() {
        return description.kind() == LogKind.EXCLUSIVE_PUBLICATION;
    }

    @Override
    public String logFileName() {
        return log.path().toString();
    }

    @Override
    public int limitCounterId() {
        return limit.id();
    }

    @Override
    public int channelStatusId() {
        return ChannelStatus.NO_COUNTER_ID;
    }

    @Override
    public long imageId() {
        return registrationId();
    }

    @Override
    public String sourceIdentity() {
        return THIS_MACHINE;
    }

    public PublicationState state() {
        return state;
    }

    @Override
    public boolean acceptsSubscribers() {
        return state == PublicationState.ACTIVE && !isCoolingDown && !isRevoked;
    }

    @Override
    public long joinPosition() {
        window.noteConsumers(subscribers, publishedPosition());
        return window.joinPosition(subscribers);
    }

    /** Whether somebody asked for the publication to end without being read to its end. */
    public boolean isRevoked() {
        return isRevoked;
    }

    @Override
    public void revoke() {
        isRevoked = true;
        LogMetadata.revoke(metadata);
    }

    /** Raises the limit as subscribers read. Called each cycle of the conductor. */
    int trackPositions(long nowNs) {
        if (state != PublicationState.ACTIVE) {
            return 0;
        }
        long position = publishedPosition();
        boolean hasMoved = position != producerPosition.getPlain();
        if (hasMoved) {
            producerPosition.setRelease(position);
        }
        int moved = window.track(subscribers, position);
        if (hasMoved || moved > 0 || !window.isAllConsumed(subscribers, position)) {
            movedNs = nowNs;
        }
        return moved;
    }

    /**
     * Whether nothing has moved for a while and subscribers have read all there is, so that the window is free. The conductor
     * hears of publishers no more than that they find no room, and of subscribers nothing at all.
     */
    boolean isQuiet(long nowNs) {
        return state != PublicationState.ACTIVE || nowNs - movedNs >= Rest.CONDUCTOR_QUIET_NS;
    }

    @Override
    public void addReference() {
        references++;
    }

    @Override
    public int removeReference() {
        return --references;
    }

    @Override
    public void onLastReferenceRemoved() {
        if (state != PublicationState.ACTIVE) {
            return;
        }
        endStream();
        if (!isRevoked) {
            become(PublicationState.DRAINING);
        }
    }

    int references() {
        return references;
    }

    @Override
    public List<SubscriberPosition> subscribers() {
        return subscribers;
    }

    @Override
    public LogDescription.Timeouts timeouts() {
        return description.timeouts();
    }

    @Override
    public void add(SubscriberPosition subscriber) {
        subscribers.add(subscriber);
        onSubscribersChanged();
    }

    @Override
    public void remove(SubscriberPosition subscriber) {
        // The next subscriber joins where this one has left, and not where it was when it was last looked at.
        window.noteConsumers(subscribers, publishedPosition());
        subscribers.remove(subscriber);
        onSubscribersChanged();
    }

    /** Tells publishers whether somebody is reading. */
    @Override
    public void onSubscribersChanged() {
        LogMetadata.isConnectedRelease(metadata, state == PublicationState.ACTIVE && hasWorkingSubscribers());
    }

    @Override
    public long untetheredLimit() {
        return window.untetheredLimit();
    }

    /** Publishers find their limit at the tail, and readers the position after which nothing comes. */
    void endStream() {
        window.noteConsumers(subscribers, publishedPosition());
        endAt(end.fix(window.consumerPosition()));
    }

    boolean isDrained() {
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isReading() && !end.isReachedBy(subscriber.get())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a shared publication has been waiting too long for a claim to be committed. */
    boolean isStalled(long nowNs) {
        long consumerPosition = window.consumerPosition();
        return stallWatch.isStalled(
                consumerPosition, StallWatch.isPossiblyBlocked(metadata, description, consumerPosition), nowNs);
    }

    /**
     * Skips what was claimed and not committed at the position of the fastest subscriber. Whether there was anything.
     */
    boolean unblock() {
        window.noteConsumers(subscribers, publishedPosition());
        long position = window.consumerPosition();
        int partition = Positions.partitionIndex(position, Positions.bitsToShift(log.termLength()));
        boolean isUnblocked = TermUnblocker.unblock(log.term(partition), metadata, position);
        if (isUnblocked) {
            observer.onPublicationUnblocked(registrationId(), position);
        }
        return isUnblocked;
    }

    /**
     * Does the same when nobody publishes any more, and ends the stream where the fastest subscriber waits for what
     * will never come.
     */
    boolean skipClaim(long nowNs) {
        if (unblock()) {
            return true;
        }
        long position = window.consumerPosition();
        if (!end.takeBackIfNothingIsAt(wait, position, nowNs)) {
            return false;
        }
        endAt(position);
        observer.onPublicationUnblocked(registrationId(), position);
        return true;
    }

    /** Following what is left fails, so nobody is waited for any more. Nothing changes while publishers may append. */
    void giveUp() {
        if (state == PublicationState.DRAINING) {
            end.giveUp();
        }
    }

    void coolDownUntil(long deadlineNs) {
        isCoolingDown = true;
        coolDownDeadlineNs = deadlineNs;
    }

    /** Whether a cool-down was on and has just ended. */
    boolean endsCoolDown(long nowNs) {
        if (isCoolingDown && nowNs - coolDownDeadlineNs >= 0) {
            isCoolingDown = false;
            return true;
        }
        return false;
    }

    void become(PublicationState next) {
        assert state.mayBecome(next) : state + " -> " + next;
        PublicationState before = state;
        state = next;
        observer.onPublicationState(registrationId(), before, next);
    }

    LogFile file() {
        return log;
    }

    /** Gives the counters back; the log is for the caller to free. */
    LogFile close() {
        producerPosition.close();
        limit.close();
        return log;
    }

    private long publishedPosition() {
        return Math.min(LogMetadata.producerPosition(metadata, description), end.position());
    }

    private void endAt(long position) {
        producerPosition.setRelease(position);
        window.closeAt(position);
        LogMetadata.endOfStreamPositionRelease(metadata, position);
    }

    private boolean hasWorkingSubscribers() {
        for (int i = 0; i < subscribers.size(); i++) {
            if (subscribers.get(i).isWorking()) {
                return true;
            }
        }
        return false;
    }
}
