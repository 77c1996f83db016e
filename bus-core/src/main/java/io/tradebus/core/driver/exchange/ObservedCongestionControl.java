package io.tradebus.core.driver.exchange;

import io.tradebus.core.driver.protocol.CongestionControl;
import org.agrona.concurrent.status.AtomicCounter;

/** A congestion control that shows in counters what it does. Belongs to the receiver, which is the only writer. */
public final class ObservedCongestionControl implements CongestionControl {
    private final CongestionControl control;
    private final AtomicCounter window;
    private final AtomicCounter roundTrip;

    /**
     * @param window bytes that may be in flight
     * @param roundTrip nanoseconds of the last round trip that was measured; stays 0 until there is one
     */
    public ObservedCongestionControl(CongestionControl control, AtomicCounter window, AtomicCounter roundTrip) {
        this.control = control;
        this.window = window;
        this.roundTrip = roundTrip;
        window.setRelease(control.windowLength());
    }

    @Override
    public int windowLength() {
        return control.windowLength();
    }

    @Override
    public int maxWindowLength() {
        return control.maxWindowLength();
    }

    @Override
    public boolean onTrack(long nowNs, long consumptionPosition, long lastScheduledPosition, boolean lossFound) {
        boolean isForced = control.onTrack(nowNs, consumptionPosition, lastScheduledPosition, lossFound);
        if (window.getPlain() != control.windowLength()) {
            window.setRelease(control.windowLength());
        }
        return isForced;
    }

    @Override
    public boolean shouldMeasureRtt(long nowNs) {
        return control.shouldMeasureRtt(nowNs);
    }

    @Override
    public void onRttSent(long nowNs) {
        control.onRttSent(nowNs);
    }

    @Override
    public void onRtt(long nowNs, long rttNs) {
        control.onRtt(nowNs, rttNs);
        roundTrip.setRelease(control.rttNs());
    }

    @Override
    public long rttNs() {
        return control.rttNs();
    }
}
