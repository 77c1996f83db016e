package io.tradebus.core.simulation;

import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.Subscription;

/** Reads whole messages of a subscription and counts them, as long as it is not told to stop. */
final class Reader implements SimulatedNode.Actor {
    private static final int FRAGMENT_LIMIT = 10;

    private final Subscription subscription;
    private final FragmentAssembler assembler =
            new FragmentAssembler((buffer, offset, length, header) -> onMessage(length));
    private int received;
    private long receivedBytes;
    private boolean isReading = true;

    Reader(Subscription subscription) {
        this.subscription = subscription;
    }

    Subscription subscription() {
        return subscription;
    }

    /** Messages so far. */
    int received() {
        return received;
    }

    long receivedBytes() {
        return receivedBytes;
    }

    void setReading(boolean reading) {
        isReading = reading;
    }

    private void onMessage(int length) {
        received++;
        receivedBytes += length;
    }

    @Override
    public int doWork() {
        return isReading ? subscription.poll(assembler, FRAGMENT_LIMIT) : 0;
    }
}
