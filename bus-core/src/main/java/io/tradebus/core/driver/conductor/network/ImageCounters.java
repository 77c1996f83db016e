package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamKey;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.exchange.ObservedCongestionControl;
import io.tradebus.core.driver.protocol.CongestionControl;
import io.tradebus.core.format.log.LogDescription;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** The counters of one image, of the client whose subscription was added first and matches. */
final class ImageCounters {
    private static final String CUBIC_ROUND_TRIP = "rcv-cc-cubic-rtt";
    private static final String CUBIC_WINDOW = "rcv-cc-cubic-wnd";

    private final AtomicCounter highWaterMark;
    private final AtomicCounter rebuildPosition;
    private final AtomicCounter naksSent;
    private final @Nullable AtomicCounter cubicRoundTrip;
    private final @Nullable AtomicCounter cubicWindow;

    private ImageCounters(Allocation allocation, long joinPosition, boolean isCubic) {
        highWaterMark = allocation.counter(CounterType.RECEIVER_HIGH_WATER_MARK);
        rebuildPosition = allocation.counter(CounterType.RECEIVER_POSITION);
        naksSent = allocation.counter(CounterType.RECEIVER_NAKS_SENT);
        cubicRoundTrip = isCubic ? allocation.counterOfDriver(CounterType.CONGESTION, CUBIC_ROUND_TRIP) : null;
        cubicWindow = isCubic ? allocation.counterOfDriver(CounterType.CONGESTION, CUBIC_WINDOW) : null;
        highWaterMark.setRelease(joinPosition);
        rebuildPosition.setRelease(joinPosition);
    }

    /**
     * Allocates them. Nothing is left allocated when there is no room.
     *
     * @param isCubic whether congestion control has something to show
     */
    static ImageCounters allocate(
            CountersManager counters, LogDescription description, StreamSubscription owner, boolean isCubic) {
        StreamKey key = new StreamKey(
                description.registrationId(), description.sessionId(), description.streamId(), owner.channel());
        Allocation allocation = new Allocation(counters, owner.clientId(), key);
        try {
            return new ImageCounters(allocation, description.startPosition(), isCubic);
        } catch (RuntimeException e) {
            allocation.undo();
            throw e;
        }
    }

    AtomicCounter highWaterMark() {
        return highWaterMark;
    }

    AtomicCounter rebuildPosition() {
        return rebuildPosition;
    }

    AtomicCounter naksSent() {
        return naksSent;
    }

    /** The same congestion control, which shows what it does if it has counters for it. */
    CongestionControl observed(CongestionControl control) {
        return cubicWindow == null || cubicRoundTrip == null
                ? control
                : new ObservedCongestionControl(control, cubicWindow, cubicRoundTrip);
    }

    /** Gives all of them back. */
    void free() {
        highWaterMark.close();
        rebuildPosition.close();
        naksSent.close();
        if (cubicRoundTrip != null) {
            cubicRoundTrip.close();
        }
        if (cubicWindow != null) {
            cubicWindow.close();
        }
    }
}
