package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.SubscriberPosition;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.driver.exchange.InboundSignals;
import io.tradebus.core.driver.protocol.Rest;
import io.tradebus.core.driver.protocol.Rota;
import io.tradebus.core.format.log.LogDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The image of a stream that comes over the network, as the conductor sees it: who reads it, how far the log may be
 * cleaned, and what becomes of it when the stream ends. What arrives is the receiver's business.
 */
public final class NetworkImage implements ReadableStream, Rota.Resting {
    /** So long an image that rests is not looked at, unless the receiver says that something has come. */
    static final long REST_NS = 8_000_000;

    private final InboundLog log;
    private final InboundSignals signals;
    private final ReceiveEndpoint endpoint;
    private final ImageCounters counters;
    private final ImageWindow window;
    private final Rest rest;
    private final boolean isAnswerable;
    private final List<SubscriberPosition> subscribers = new ArrayList<>();
    private ImageState state = ImageState.STARTING;
    private boolean hadSubscribers;
    private long stateNs;

    /** @param isAnswerable whether the one who sends it waits for responses */
    NetworkImage(
            InboundLog log,
            InboundSignals signals,
            ReceiveEndpoint endpoint,
            ImageCounters counters,
            boolean isAnswerable,
            long nowNs) {
        this.log = log;
        this.isAnswerable = isAnswerable;
        this.signals = signals;
        this.endpoint = endpoint;
        this.counters = counters;
        window = new ImageWindow(
                log.file(), signals, log.highWaterMark(), log.description().startPosition());
        rest = new Rest(Rest.CONDUCTOR_QUIET_NS, REST_NS, nowNs);
        stateNs = nowNs;
    }

    @Override
    public long imageId() {
        return log.imageId();
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
    public String logFileName() {
        return log.file().path().toString();
    }

    @Override
    public String sourceIdentity() {
        return log.sourceIdentity();
    }

    public ReceiveEndpoint endpoint() {
        return endpoint;
    }

    public ImageState state() {
        return state;
    }

    @Override
    public boolean acceptsSubscribers() {
        return switch (state) {
            case STARTING, ACTIVE -> !subscribers.isEmpty() || !hadSubscribers;
            case DRAINING -> !subscribers.isEmpty() && !isRevoked() && !isDrained();
            case LINGERING, DONE -> false;
        };
    }

    @Override
    public long joinPosition() {
        long position = log.rebuildPosition().get();
        for (int i = 0; i < subscribers.size(); i++) {
            if (subscribers.get(i).isWorking()) {
                position = Math.min(position, subscribers.get(i).get());
            }
        }
        return position;
    }

    @Override
    public long untetheredLimit() {
        long max = 0;
        for (int i = 0; i < subscribers.size(); i++) {
            if (subscribers.get(i).isWorking()) {
                max = Math.max(max, subscribers.get(i).get());
            }
        }
        int windowLength = log.description().shape().receiverWindowLength();
        return max - windowLength + windowLength / 4;
    }

    @Override
    public LogDescription.Timeouts timeouts() {
        return log.description().timeouts();
    }

    @Override
    public List<SubscriberPosition> subscribers() {
        return subscribers;
    }

    @Override
    public void add(SubscriberPosition subscriber) {
        hadSubscribers = true;
        subscribers.add(subscriber);
    }

    @Override
    public void remove(SubscriberPosition subscriber) {
        subscribers.remove(subscriber);
    }

    /** An image has no publisher on this machine that would have to know. */
    @Override
    public void onSubscribersChanged() {}

    /** Whether the one who sends it waits for responses. */
    public boolean isAnswerable() {
        return isAnswerable;
    }

    /** Has the one who sends it told in which session it is answered, or no longer if that is null. */
    void tellResponseSession(@Nullable Integer sessionId) {
        signals.responseSessionRelease(sessionId == null ? InboundSignals.NO_RESPONSE : sessionId);
    }

    /** Whether the session may come back when it goes without an end. */
    boolean isRejoining() {
        return log.description().traits().rejoin();
    }

    InboundLog log() {
        return log;
    }

    /** Whether all that came was read, and nothing has come for a while. Then there is nothing to follow. */
    @Override
    public boolean isResting(long nowNs) {
        return rest.isResting(nowNs);
    }

    /** Cleans behind the subscribers and lets the receiver know. Called each cycle of the conductor. */
    int track(long nowNs) {
        int moved = state == ImageState.STARTING || state == ImageState.ACTIVE || state == ImageState.DRAINING
                ? window.track(subscribers)
                : 0;
        if (moved > 0) {
            rest.onActivity(nowNs);
        } else if (state == ImageState.ACTIVE && window.isAllConsumed()) {
            rest.begin(nowNs);
        } else {
            rest.end();
        }
        return moved;
    }

    /** Whether there is nothing to follow before the receiver tells of something: all was read, and nothing comes. */
    boolean isQuiet(long nowNs) {
        return switch (state) {
            case STARTING, DRAINING -> false;
            case ACTIVE -> rest.isQuiet(nowNs) && window.isAllConsumed();
            case LINGERING, DONE -> true;
        };
    }

    InboundEnd end() {
        return signals.endAcquire();
    }

    boolean isReceiving() {
        return signals.isReceivingAcquire();
    }

    boolean isRevoked() {
        return end() == InboundEnd.REVOKED;
    }

    /** Whether the receiver has let go of the log. */
    boolean isReleased() {
        return signals.isReleasedAcquire();
    }

    /** Whether every subscriber has read all that came. */
    boolean isDrained() {
        long position = log.rebuildPosition().get();
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isReading() && subscriber.get() < position) {
                return false;
            }
        }
        return true;
    }

    /** Since when it is in its state, in nanoseconds. */
    long stateNs() {
        return stateNs;
    }

    void become(ImageState next, long nowNs) {
        assert state.mayBecome(next) : state + " -> " + next;
        state = next;
        stateNs = nowNs;
    }

    /** Gives the counters back; the log is for the caller to free. */
    void close() {
        counters.free();
    }
}
