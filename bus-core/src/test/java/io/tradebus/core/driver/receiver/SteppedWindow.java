package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.protocol.CongestionControl;
import java.util.ArrayList;
import java.util.List;

/** A window that changes when the test says so, and writes down what it is told. */
final class SteppedWindow implements CongestionControl {
    final int maxWindow;
    int window;
    boolean isForcing;
    boolean isForcingAfterLoss;
    boolean measuresRtt;
    int losses;
    int looks;
    final List<Long> rttsNs = new ArrayList<>();

    SteppedWindow(int maxWindow) {
        this.maxWindow = maxWindow;
        window = maxWindow;
    }

    @Override
    public int windowLength() {
        return window;
    }

    @Override
    public int maxWindowLength() {
        return maxWindow;
    }

    @Override
    public boolean onTrack(long nowNs, long consumptionPosition, long lastScheduledPosition, boolean lossFound) {
        looks++;
        if (lossFound) {
            losses++;
        }
        boolean isForced = isForcing || isForcingAfterLoss && lossFound;
        isForcing = false;
        return isForced;
    }

    @Override
    public boolean shouldMeasureRtt(long nowNs) {
        return measuresRtt;
    }

    @Override
    public void onRttSent(long nowNs) {
        measuresRtt = false;
    }

    @Override
    public void onRtt(long nowNs, long rttNs) {
        rttsNs.add(rttNs);
    }

    @Override
    public long rttNs() {
        return 0;
    }
}
