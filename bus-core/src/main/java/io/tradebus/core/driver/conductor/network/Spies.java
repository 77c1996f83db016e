package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.StreamEnd;
import io.tradebus.core.driver.conductor.resource.SubscriberPosition;
import io.tradebus.core.driver.exchange.OutboundSignals;
import java.util.ArrayList;
import java.util.List;

/** Those who read a publication to the network from its own log, and how far they are. Positions are in bytes. */
final class Spies {
    private final List<SubscriberPosition> spies = new ArrayList<>();

    List<SubscriberPosition> all() {
        return spies;
    }

    /** The position of the slowest that is waited for, or {@code sent} if none is behind that. */
    long slowest(long sent) {
        long position = sent;
        for (int i = 0; i < spies.size(); i++) {
            SubscriberPosition spy = spies.get(i);
            if (spy.isWorking()) {
                position = Math.min(position, spy.get(sent));
            }
        }
        return position;
    }

    /**
     * The position of the fastest that is waited for, or {@link OutboundSignals#NO_SPY} if there is none.
     *
     * @param publishedPosition beyond which no spy can have read
     */
    long fastest(long publishedPosition) {
        long position = OutboundSignals.NO_SPY;
        for (int i = 0; i < spies.size(); i++) {
            SubscriberPosition spy = spies.get(i);
            if (spy.isWorking()) {
                position = Math.max(position, spy.get(publishedPosition));
            }
        }
        return position;
    }

    /** Whether all who have an image have read to the end. */
    boolean haveReadTo(StreamEnd end) {
        for (int i = 0; i < spies.size(); i++) {
            SubscriberPosition spy = spies.get(i);
            if (spy.isReading() && !end.isReachedBy(spy.get())) {
                return false;
            }
        }
        return true;
    }
}
