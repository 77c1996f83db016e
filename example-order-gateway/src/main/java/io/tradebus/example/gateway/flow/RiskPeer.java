package io.tradebus.example.gateway.flow;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who answers, and whether orders may be sent to it.
 *
 * <pre>
 * WAITING --status--> BEGINNING --epoch confirmed, twice--> ASKING_AGAIN --all sent--> UP
 *                      ^   ^                                                           |
 *                      |   +---------------- another process answers ------------------+
 *                      +---- status ---- LOST <------------ silence -------------------+
 * </pre>
 *
 * <p>Why an epoch is confirmed before anything is asked again: the status that confirms it lies in the stream behind
 * every answer to an older order, so what has no decision by then will never get one. That holds for one process. If
 * another one answered before, its last decisions may still wait in its own log; so epochs are begun until, between two
 * confirmations, nothing of another process was read. A process that was killed writes no more, and the lock on the
 * risk service's journal sees to it that it was.
 *
 * <p>{@code onStatus} and {@code onDecision} are called by the listener's thread, {@code onTick} and {@code become} by
 * one other thread; the getters by any.
 */
final class RiskPeer {
    /** What the gateway and the risk service are doing together. */
    enum State {
        /** No risk service has been seen yet. */
        WAITING,
        /** A mark was sent; what was sent before is still being answered. */
        BEGINNING,
        /** Orders without a decision are sent again. */
        ASKING_AGAIN,
        /** Orders flow. */
        UP,
        /** No sign of life. */
        LOST
    }

    /** What is to be done after a tick. */
    enum Task {
        NOTHING,
        /** Send a mark for a new epoch, then call {@code onEpochBegun}. */
        BEGIN_EPOCH,
        /** Send what has no decision again, then call {@code onAskedAgain}. */
        ASK_AGAIN
    }

    private static final long NOBODY = 0;

    private final long silenceLimitNs;
    private final AtomicLong signsOfOthers = new AtomicLong();
    private volatile long statusInstance = NOBODY;
    private volatile long statusEpoch;
    private volatile long statusNs;

    private volatile State state = State.WAITING;
    private volatile long epoch;
    private long begunInstance = NOBODY;
    private long begunNs;
    private long signsOfOthersWhenBegun;
    private boolean isConfirmedOnce;

    RiskPeer(long silenceLimitNs) {
        this.silenceLimitNs = silenceLimitNs;
    }

    void onStatus(long instance, long confirmedEpoch, long nowNs) {
        if (instance != statusInstance) {
            signsOfOthers.incrementAndGet();
        }
        statusNs = nowNs;
        statusEpoch = confirmedEpoch;
        statusInstance = instance;
    }

    void onDecision(long instance) {
        if (instance != statusInstance) {
            signsOfOthers.incrementAndGet();
        }
    }

    /** Looks at what has come in, moves on, and says what is to be done. */
    Task onTick(long nowNs) {
        if (statusInstance == NOBODY) {
            return Task.NOTHING;
        }
        if (nowNs - statusNs > silenceLimitNs) {
            state = State.LOST;
            return Task.NOTHING;
        }
        if (state == State.WAITING || state == State.LOST || statusInstance != begunInstance) {
            isConfirmedOnce = false;
            return Task.BEGIN_EPOCH;
        }
        if (state == State.BEGINNING) {
            return onBeginning(nowNs);
        }
        return state == State.ASKING_AGAIN ? Task.ASK_AGAIN : Task.NOTHING;
    }

    private Task onBeginning(long nowNs) {
        if (statusEpoch != epoch) {
            return nowNs - begunNs > silenceLimitNs ? Task.BEGIN_EPOCH : Task.NOTHING;
        }
        if (isConfirmedOnce && signsOfOthers.get() == signsOfOthersWhenBegun) {
            state = State.ASKING_AGAIN;
            return Task.ASK_AGAIN;
        }
        isConfirmedOnce = true;
        return Task.BEGIN_EPOCH;
    }

    /** No order may be sent from here on until {@code UP}, even if the mark itself finds no place yet. */
    void onBeginning() {
        state = State.BEGINNING;
        begunInstance = NOBODY;
    }

    void onEpochBegun(long newEpoch, long nowNs) {
        epoch = newEpoch;
        begunInstance = statusInstance;
        begunNs = nowNs;
        signsOfOthersWhenBegun = signsOfOthers.get();
    }

    void onAskedAgain() {
        state = State.UP;
    }

    State state() {
        return state;
    }

    long epoch() {
        return epoch;
    }

    long instance() {
        return statusInstance;
    }

    boolean isUp() {
        return state == State.UP;
    }
}
