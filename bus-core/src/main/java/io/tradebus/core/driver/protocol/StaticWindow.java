package io.tradebus.core.driver.protocol;

/** A window that never changes. */
final class StaticWindow implements CongestionControl {
    private final int windowLength;

    StaticWindow(int windowLength) {
        this.windowLength = windowLength;
    }

    @Override
    public int windowLength() {
        return windowLength;
    }

    @Override
    public int maxWindowLength() {
        return windowLength;
    }

    @Override
    public boolean onTrack(long nowNs, long consumptionPosition, long lastScheduledPosition, boolean lossFound) {
        return false;
    }

    @Override
    public boolean shouldMeasureRtt(long nowNs) {
        return false;
    }

    @Override
    public void onRttSent(long nowNs) {}

    @Override
    public void onRtt(long nowNs, long rttNs) {}

    @Override
    public long rttNs() {
        return 0;
    }
}
