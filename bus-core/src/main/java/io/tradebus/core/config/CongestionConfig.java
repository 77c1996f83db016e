package io.tradebus.core.config;

/**
 * How a receiver adapts its window to the network.
 *
 * @param kind strategy when the channel does not name one
 * @param cubicMeasureRtt whether {@link CongestionKind#CUBIC} measures the round trip
 * @param cubicInitialRttNs nanoseconds a round trip is taken for until it was measured
 * @param cubicTcpMode whether the window is estimated in a way that is friendly to TCP
 */
public record CongestionConfig(
        CongestionKind kind, boolean cubicMeasureRtt, long cubicInitialRttNs, boolean cubicTcpMode) {
    /** What holds when nothing is set. */
    public static final CongestionConfig DEFAULT = new CongestionConfig(CongestionKind.DEFAULT, false, 100_000L, false);

    public CongestionConfig {
        Require.atLeast("cubicInitialRttNs", cubicInitialRttNs, 1L);
    }

    public CongestionConfig withKind(CongestionKind kind) {
        return new CongestionConfig(kind, cubicMeasureRtt, cubicInitialRttNs, cubicTcpMode);
    }

    public CongestionConfig withCubicMeasureRtt(boolean cubicMeasureRtt) {
        return new CongestionConfig(kind, cubicMeasureRtt, cubicInitialRttNs, cubicTcpMode);
    }

    public CongestionConfig withCubicInitialRttNs(long cubicInitialRttNs) {
        return new CongestionConfig(kind, cubicMeasureRtt, cubicInitialRttNs, cubicTcpMode);
    }

    public CongestionConfig withCubicTcpMode(boolean cubicTcpMode) {
        return new CongestionConfig(kind, cubicMeasureRtt, cubicInitialRttNs, cubicTcpMode);
    }
}
