package io.tradebus.core.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes the subscriptions of a listener once none of its lanes is in its handler: a log is unmapped some time after its
 * subscription was closed, also under the hands of a handler that takes longer. For any thread.
 */
final class Departures {
    private final ListenerLane[] lanes;
    private final ListenerAttachment attachment;
    private final AtomicInteger pending = new AtomicInteger();

    /** @param attachment told on whichever thread closed something, after that */
    Departures(ListenerLane[] lanes, ListenerAttachment attachment) {
        this.lanes = lanes;
        this.attachment = attachment;
    }

    /** Whether something waits for a lane to be closed. Until that has ended no lane may poll. */
    boolean isPending() {
        return pending.get() > 0;
    }

    /** Something is about to be closed: no lane may begin to poll any more. */
    void announce() {
        pending.incrementAndGet();
    }

    /** Closes what was announced, now or when the last lane has left its handler. */
    void close(Runnable closing) {
        PollGate.awaitGrace();
        var inside = new AtomicInteger(lanes.length);
        for (ListenerLane lane : lanes) {
            lane.whenOutOfHandler(() -> {
                if (inside.decrementAndGet() == 0) {
                    finish(closing);
                }
            });
        }
    }

    private void finish(Runnable closing) {
        try {
            closing.run();
        } finally {
            pending.decrementAndGet();
            attachment.onLeft();
        }
    }
}
