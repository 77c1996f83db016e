package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.HeldPublication;
import io.tradebus.core.driver.conductor.resource.PublicationCounters;
import io.tradebus.core.driver.conductor.resource.PublicationState;
import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.StallWatch;
import io.tradebus.core.driver.conductor.resource.StreamEnd;
import io.tradebus.core.driver.conductor.resource.SubscriberPosition;
import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.driver.exchange.OutboundSignals;
import io.tradebus.core.driver.protocol.Rest;
import io.tradebus.core.driver.protocol.Rota;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermUnblocker;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * A log that publishers of this machine append to, the sender sends and spies of this machine read, as the conductor
 * sees it: who holds it, who reads it, how far publishers may go, and what becomes of it when they leave.
 *
 * <p>{@link NetworkPublications} decides when it moves from one {@link PublicationState} to the next.
 */
public final class NetworkPublication implements HeldPublication, ReadableStream, Rota.Resting {
    /** So much later what is published is shown of one that rests, if the sender does not send it. */
    static final long REST_NS = 8_000_000;

    private final OutboundLog log;
    private final OutboundSignals signals;
    private final SendEndpoint endpoint;
    private final UnsafeBuffer metadata;
    private final AtomicCounter producerPosition;
    private final AtomicCounter limit;
    private final @Nullable AtomicCounter receiverCount;
    private final NetworkWindow window;
    private final StallWatch stallWatch;
    private final StreamEnd end;
    private final StreamEnd.Wait senderWait = new StreamEnd.Wait();
    private final StreamEnd.Wait spyWait = new StreamEnd.Wait();
    private final Spies spies = new Spies();
    private final Rest rest;
    private PublicationState state = PublicationState.ACTIVE;
    private long spyPosition = OutboundSignals.NO_SPY;
    private boolean isConnected;
    private int references;
    private boolean isRevoked;
    private long activityNs;

    /**
     * @param receiverCount counter of the receivers that flow control heeds, or null
     * @param unblockTimeoutNs nanoseconds until a claim that was never committed is skipped
     */
    NetworkPublication(
            OutboundLog log,
            OutboundSignals signals,
            SendEndpoint endpoint,
            PublicationCounters counters,
            @Nullable AtomicCounter receiverCount,
            long unblockTimeoutNs,
            long nowNs) {
        this.log = log;
        this.signals = signals;
        this.endpoint = endpoint;
        this.receiverCount = receiverCount;
        metadata = log.file().metadata();
        producerPosition = counters.producerPosition();
        limit = counters.limit();
        long start = LogMetadata.producerPosition(metadata);
        producerPosition.setRelease(start);
        window = new NetworkWindow(
                log.file(),
                limit,
                log.senderPosition(),
                start,
                log.description().shape().publicationWindowLength());
        stallWatch = new StallWatch(start, unblockTimeoutNs, nowNs);
        end = new StreamEnd(log.description(), log.file(), unblockTimeoutNs);
        activityNs = nowNs;
        rest = new Rest(Rest.CONDUCTOR_QUIET_NS, REST_NS, nowNs);
    }

    @Override
    public long registrationId() {
        return log.registrationId();
    }

    @Override
    public LogDescription description() {
        return log.description();
    }

    @Override
    public int sessionId() {
        return log.sessionId();
    }

    @Override
    public int streamId() {
        return log.streamId();
    }

    @Override
    public boolean isExclusive() {
        return log.description().kind() == LogKind.EXCLUSIVE_PUBLICATION;
    }

    @Override
    public String logFileName() {
        return log.file().path().toString();
    }

    @Override
    public int limitCounterId() {
        return limit.id();
    }

    @Override
    public int channelStatusId() {
        return endpoint.statusId();
    }

    @Override
    public long imageId() {
        return registrationId();
    }

    @Override
    public String sourceIdentity() {
        return THIS_MACHINE;
    }

    @Override
    public boolean acceptsSubscribers() {
        return switch (state) {
            case ACTIVE -> !isRevoked;
            case DRAINING -> !spies.all().isEmpty() && !isSent();
            case LINGERING, DONE -> false;
        };
    }

    @Override
    public long joinPosition() {
        return window.senderPosition();
    }

    @Override
    public long untetheredLimit() {
        return window.untetheredLimit();
    }

    @Override
    public LogDescription.Timeouts timeouts() {
        return description().timeouts();
    }

    @Override
    public List<SubscriberPosition> subscribers() {
        return spies.all();
    }

    @Override
    public void add(SubscriberPosition spy) {
        spies.all().add(spy);
    }

    @Override
    public void remove(SubscriberPosition spy) {
        spies.all().remove(spy);
    }

    /** Publishers are told with the next {@link #track}. */
    @Override
    public void onSubscribersChanged() {}

    public SendEndpoint endpoint() {
        return endpoint;
    }

    public PublicationState state() {
        return state;
    }

    /** Whether somebody asked for the publication to end without being sent to its end. */
    public boolean isRevoked() {
        return isRevoked;
    }

    @Override
    public void revoke() {
        isRevoked = true;
        LogMetadata.revoke(metadata);
    }

    @Override
    public void addReference() {
        references++;
    }

    @Override
    public int removeReference() {
        return --references;
    }

    int references() {
        return references;
    }

    @Override
    public void onLastReferenceRemoved() {
        if (state != PublicationState.ACTIVE) {
            return;
        }
        closeLog();
        if (!isRevoked) {
            if (isSent()) {
                signals.endStreamRelease();
            }
            become(PublicationState.DRAINING);
        }
    }

    /** Publishers find their limit at the tail. */
    void closeLog() {
        endAt(end.fix(window.senderPosition()));
    }

    private void endAt(long position) {
        producerPosition.setRelease(position);
        window.closeAt(position);
        LogMetadata.endOfStreamPositionRelease(metadata, position);
    }

    /** Follows the sender and the spies: raises the limit, and says whether somebody receives. Called each cycle. */
    int track(long nowNs) {
        boolean wasConnected = isConnected;
        long publishedBefore = producerPosition.getPlain();
        boolean hasMoved = switch (state) {
            case ACTIVE -> trackSpies() | trackLimit();
            case DRAINING -> trackSpies() | trackConnection();
            case LINGERING, DONE -> false;
        };
        if (hasMoved || isConnected != wasConnected || producerPosition.getPlain() != publishedBefore) {
            rest.onActivity(nowNs);
        } else if (state == PublicationState.ACTIVE
                && isConnected
                && spies.all().isEmpty()) {
            rest.begin(nowNs);
        } else {
            rest.end();
        }
        return hasMoved ? 1 : 0;
    }

    /** Whether receivers have taken all for a while; the sender says when there is something to follow again. */
    @Override
    public boolean isResting(long nowNs) {
        return rest.isResting(nowNs);
    }

    /**
     * Whether nothing has moved for a while, and nothing will that the sender does not tell of. Spies, which read on without
     * telling anybody, are followed all the time.
     */
    boolean isQuiet(long nowNs) {
        return rest.isQuiet(nowNs) && spies.all().isEmpty();
    }

    private boolean trackLimit() {
        long position = publishedPosition();
        if (position != producerPosition.getPlain()) {
            producerPosition.setRelease(position);
        }
        boolean isNowConnected = hasReaders();
        if (!isNowConnected && isConnected) {
            tellConnected(false);
        }
        boolean hasMoved = window.track(isNowConnected, spies);
        // Who sees that somebody receives also finds room to append.
        if (isNowConnected && !isConnected) {
            tellConnected(true);
        }
        return hasMoved;
    }

    /** With nobody to send to, the sender follows those whose presence stands for a receiver. */
    private boolean trackSpies() {
        if (!description().traits().spiesSimulateConnection()) {
            return false;
        }
        long position = spies.fastest(publishedPosition());
        if (position == spyPosition) {
            return false;
        }
        spyPosition = position;
        signals.spyPositionRelease(position);
        return true;
    }

    private boolean trackConnection() {
        boolean isChange = isConnected != hasReaders();
        if (isChange) {
            tellConnected(!isConnected);
        }
        return isChange;
    }

    private boolean hasReaders() {
        return (signals.isConnectedAcquire() || spyPosition != OutboundSignals.NO_SPY) && !isRevoked;
    }

    void tellConnected(boolean isNowConnected) {
        isConnected = isNowConnected;
        LogMetadata.isConnectedRelease(metadata, isNowConnected);
    }

    /** Whether everything that was appended was sent. */
    boolean isSent() {
        return end.isReachedBy(window.senderPosition());
    }

    /** Whether every spy has read all that was appended. */
    boolean isReadBySpies() {
        return spies.haveReadTo(end);
    }

    /** Whether a shared publication has been waiting too long for a claim to be committed. */
    boolean isStalled(long nowNs) {
        long sent = window.senderPosition();
        return stallWatch.isStalled(sent, StallWatch.isPossiblyBlocked(metadata, description(), sent), nowNs);
    }

    /** The fastest of those who read the log: the sender, or a spy. */
    long readPosition() {
        return Math.max(window.senderPosition(), spies.fastest(publishedPosition()));
    }

    /** Skips what was claimed and not committed at {@code position}. Whether there was anything. */
    boolean unblock(long position) {
        LogFile file = log.file();
        int partition = Positions.partitionIndex(position, Positions.bitsToShift(file.termLength()));
        return TermUnblocker.unblock(file.term(partition), metadata, position);
    }

    /**
     * Does the same when nobody publishes any more, and ends the stream where the sender waits for what will never
     * come.
     */
    boolean skipClaimForSender(long nowNs) {
        long position = window.senderPosition();
        return unblock(position)
                || endIf(
                        end.takeBackIfNothingIsAt(senderWait, position, nowNs) || end.takeBackIfUnsendableAt(position),
                        position);
    }

    /** Does the same where the fastest spy waits. */
    boolean skipClaimForSpies(long nowNs) {
        long position = readPosition();
        return unblock(position) || endIf(end.takeBackIfNothingIsAt(spyWait, position, nowNs), position);
    }

    private boolean endIf(boolean isEnd, long position) {
        if (isEnd) {
            endAt(position);
        }
        return isEnd;
    }

    /** Following what is left fails, so nobody is waited for any more. Nothing changes while publishers may append. */
    void giveUp() {
        if (state == PublicationState.DRAINING) {
            end.giveUp();
        }
    }

    private long publishedPosition() {
        return Math.min(LogMetadata.producerPosition(metadata, description()), end.position());
    }

    long senderPosition() {
        return window.senderPosition();
    }

    OutboundSignals signals() {
        return signals;
    }

    OutboundLog log() {
        return log;
    }

    /** When something last happened that lingering counts from, in nanoseconds. */
    long activityNs() {
        return activityNs;
    }

    void noteActivity(long nowNs) {
        activityNs = nowNs;
    }

    void become(PublicationState next) {
        assert state.mayBecome(next) : state + " -> " + next;
        state = next;
    }

    /** Gives the counters back; the log is for the caller to free. */
    void close() {
        producerPosition.close();
        limit.close();
        log.senderPosition().close();
        log.senderLimit().close();
        log.backPressureEvents().close();
        log.naksReceived().close();
        if (receiverCount != null) {
            receiverCount.close();
        }
    }
}
