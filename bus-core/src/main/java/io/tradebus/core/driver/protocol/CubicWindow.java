package io.tradebus.core.driver.protocol;

import io.tradebus.core.config.CongestionConfig;

/**
 * A window that shrinks when data is lost and then grows again by the cubic function of time: quickly to near where the
 * loss was, slowly there, and then quickly beyond. Specified in {@code docs/wire-protocol.md#cubic}.
 *
 * <p>It is counted in datagrams of full length.
 */
final class CubicWindow implements CongestionControl {
    private static final double B = 0.2;
    private static final double C = 0.4;
    private static final int INITIAL_DATAGRAMS = 10;
    private static final int RTTS_BETWEEN_MEASUREMENTS = 4;
    private static final long UPDATE_INTERVAL_NS = 100_000;
    private static final double NS_PER_SECOND = 1e9;

    private final CongestionConfig config;
    private final int maxWindowLength;
    private final int mtuLength;
    private final int maxDatagrams;

    private int datagrams;
    /** The window when data was last lost. */
    private int datagramsAtLoss;
    /** Seconds from a loss until the window is as large again. */
    private double k;

    private long lossNs;
    private long updateNs;
    private long rttNs;
    private boolean wasRttSent;
    private long rttMeasureNs;

    CubicWindow(CongestionConfig config, int maxWindowLength, int mtuLength, long nowNs) {
        this.config = config;
        this.maxWindowLength = maxWindowLength;
        this.mtuLength = mtuLength;
        maxDatagrams = Math.max(1, maxWindowLength / mtuLength);
        datagrams = Math.min(INITIAL_DATAGRAMS, maxDatagrams);
        lossNs = nowNs;
        updateNs = nowNs;
        rttNs = config.cubicInitialRttNs();
        onPeak(maxDatagrams);
    }

    @Override
    public int windowLength() {
        return Math.min(datagrams * mtuLength, maxWindowLength);
    }

    @Override
    public int maxWindowLength() {
        return maxWindowLength;
    }

    @Override
    public boolean onTrack(long nowNs, long consumptionPosition, long lastScheduledPosition, boolean lossFound) {
        if (lossFound) {
            onPeak(datagrams);
            datagrams = Math.max(1, (int) (datagrams * (1 - B)));
            lossNs = nowNs;
            return true;
        }
        if (datagrams < maxDatagrams && nowNs - updateNs > UPDATE_INTERVAL_NS) {
            datagrams = Math.max(1, Math.min(maxDatagrams, datagramsAt(nowNs - lossNs)));
            updateNs = nowNs;
            return false;
        }
        // A window of one datagram is used up before a quarter of it is consumed.
        return datagrams == 1 && consumptionPosition > lastScheduledPosition;
    }

    @Override
    public boolean shouldMeasureRtt(long nowNs) {
        return config.cubicMeasureRtt()
                && (!wasRttSent
                        || nowNs - rttMeasureNs
                                >= RTTS_BETWEEN_MEASUREMENTS * Math.max(rttNs, config.cubicInitialRttNs()));
    }

    @Override
    public void onRttSent(long nowNs) {
        wasRttSent = true;
        rttMeasureNs = nowNs;
    }

    @Override
    public void onRtt(long nowNs, long measuredNs) {
        rttMeasureNs = nowNs;
        rttNs = measuredNs;
    }

    @Override
    public long rttNs() {
        return rttNs;
    }

    private void onPeak(int peak) {
        datagramsAtLoss = peak;
        k = Math.cbrt(peak * B / C);
    }

    private int datagramsAt(long sinceLossNs) {
        double seconds = sinceLossNs / NS_PER_SECOND;
        double distance = seconds - k;
        int cubic = datagramsAtLoss + (int) (C * distance * distance * distance);
        if (!config.cubicTcpMode() || cubic >= datagramsAtLoss) {
            return cubic;
        }
        double roundTrips = (double) sinceLossNs / rttNs;
        return Math.max(cubic, (int) (datagramsAtLoss * (1 - B) + 3 * B / (2 - B) * roundTrips));
    }
}
