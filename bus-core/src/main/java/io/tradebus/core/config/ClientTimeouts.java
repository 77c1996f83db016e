package io.tradebus.core.config;

/**
 * How long a client waits, and for what.
 *
 * @param driverTimeoutMs milliseconds the driver has to appear, to answer, and to give a sign of life
 * @param keepAliveIntervalNs nanoseconds between two signs of life of the client
 * @param idleSleepNs nanoseconds between two duty cycles of the client, up to one second
 * @param resourceLingerNs nanoseconds a log stays mapped after its image or the driver went away
 * @param closeLingerNs nanoseconds to wait before the driver is told that the client closes
 */
public record ClientTimeouts(
        long driverTimeoutMs, long keepAliveIntervalNs, long idleSleepNs, long resourceLingerNs, long closeLingerNs) {
    /** What holds when nothing is set. */
    public static final ClientTimeouts DEFAULT =
            new ClientTimeouts(10_000L, 500_000_000L, 16_000_000L, 3_000_000_000L, 0L);

    public ClientTimeouts {
        Require.atLeast("driverTimeoutMs", driverTimeoutMs, 1L);
        Require.atLeast("keepAliveIntervalNs", keepAliveIntervalNs, 1L);
        Require.inRange("idleSleepNs", idleSleepNs, 0L, 1_000_000_000L);
        Require.atLeast("resourceLingerNs", resourceLingerNs, 0L);
        Require.atLeast("closeLingerNs", closeLingerNs, 0L);
    }

    public ClientTimeouts withDriverTimeoutMs(long driverTimeoutMs) {
        return new ClientTimeouts(driverTimeoutMs, keepAliveIntervalNs, idleSleepNs, resourceLingerNs, closeLingerNs);
    }

    public ClientTimeouts withKeepAliveIntervalNs(long keepAliveIntervalNs) {
        return new ClientTimeouts(driverTimeoutMs, keepAliveIntervalNs, idleSleepNs, resourceLingerNs, closeLingerNs);
    }

    public ClientTimeouts withIdleSleepNs(long idleSleepNs) {
        return new ClientTimeouts(driverTimeoutMs, keepAliveIntervalNs, idleSleepNs, resourceLingerNs, closeLingerNs);
    }

    public ClientTimeouts withResourceLingerNs(long resourceLingerNs) {
        return new ClientTimeouts(driverTimeoutMs, keepAliveIntervalNs, idleSleepNs, resourceLingerNs, closeLingerNs);
    }

    public ClientTimeouts withCloseLingerNs(long closeLingerNs) {
        return new ClientTimeouts(driverTimeoutMs, keepAliveIntervalNs, idleSleepNs, resourceLingerNs, closeLingerNs);
    }
}
