package io.tradebus.core.runtime;

/**
 * Whether a listener is attached to its streams, and its subscriptions while it is. Attached once, it may be detached and
 * attached again; each time has a number, so that who detaches late does not undo the next one. For any thread.
 */
final class ListenerAttachment {
    private final ListenerStreams streams;
    private final ListenerLane[] lanes;
    private final Departures departures;
    private volatile boolean isWanted = true;
    private volatile boolean isReadable = true;
    private volatile int number;

    ListenerAttachment(ListenerStreams streams, ListenerLane[] lanes) {
        this.streams = streams;
        this.lanes = lanes;
        this.departures = new Departures(lanes, this);
    }

    /** Whether the listener is to have subscriptions. */
    boolean isWanted() {
        return isWanted;
    }

    /** Whether lanes may poll: it is wanted, and no subscription is about to be closed. */
    boolean isReadable() {
        return isReadable;
    }

    /** Whether a subscription that was given up is still open, because a handler has not returned. */
    boolean isLeaving() {
        return departures.isPending();
    }

    /** How often the listener was attached before. */
    int number() {
        return number;
    }

    /** Subscriptions are wanted again. */
    synchronized void begin() {
        number++;
        isWanted = true;
        isReadable = true;
    }

    /** Subscriptions are not wanted any more: gives those up that there are. */
    void end() {
        Runnable closing;
        synchronized (this) {
            isWanted = false;
            closing = giveUp();
        }
        departures.close(closing);
    }

    /**
     * As {@link #end()}.
     *
     * @return whether it did: not if the listener was attached anew since it had this number
     */
    boolean end(int attachment) {
        Runnable closing;
        synchronized (this) {
            if (attachment != number) {
                return false;
            }
            isWanted = false;
            closing = giveUp();
        }
        departures.close(closing);
        return true;
    }

    /** Subscribes all streams, unless that is not wanted. For one thread at a time, not the listener's. */
    void subscribe(SubscriptionSource source) {
        streams.subscribe(source, this);
        leaveIfUnwanted();
    }

    /** Whether a driver has refused a subscription or taken it back. */
    boolean isRefused() {
        return isWanted && streams.isRefused();
    }

    /** Subscribes what a driver has refused again. For one thread at a time, not the listener's. */
    void renew(SubscriptionSource source) {
        try {
            streams.renew(source, this);
        } finally {
            leaveIfUnwanted();
        }
    }

    private void leaveIfUnwanted() {
        Runnable closing;
        synchronized (this) {
            if (isWanted) {
                return;
            }
            closing = giveUp();
        }
        departures.close(closing);
    }

    /** Closes the subscriptions once no handler runs that may read their logs; the lanes see their sessions end. */
    void leave() {
        Runnable closing;
        synchronized (this) {
            closing = giveUp();
        }
        departures.close(closing);
    }

    /** Under the lock, so that nobody's next subscriptions are taken for these. */
    private Runnable giveUp() {
        departures.announce();
        isReadable = false;
        return streams.leave();
    }

    /** On whichever thread has closed subscriptions. */
    void onLeft() {
        synchronized (this) {
            isReadable = isWanted && !departures.isPending();
        }
        ListenerLane.refreshAll(lanes);
    }
}
