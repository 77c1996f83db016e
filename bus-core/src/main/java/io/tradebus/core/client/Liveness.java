package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import io.tradebus.core.counters.ClientHeartbeat;
import io.tradebus.core.counters.SoftwareVersion;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Shows the driver that the client lives, and notices when the driver does not, or when the client was away for so long
 * that the driver must have given it up. Used under the client's lock; see docs/shared-memory.md#client-duty-cycle.
 */
final class Liveness {
    private final DriverLink link;
    private final long clientId;
    private final String clientName;
    private final ClientTimeouts timeouts;
    private final boolean canReconnect;
    private final long interServiceTimeoutNs;
    private final EpochClock epochClock;
    private long lastServiceNs;
    private long lastKeepAliveNs;
    private int heartbeatCounterId = CountersReader.NULL_COUNTER_ID;

    Liveness(DriverLink link, long clientId, ClientConfig config, EpochClock epochClock, long nowNs) {
        this.link = link;
        this.clientId = clientId;
        this.clientName = config.name();
        this.timeouts = config.timeouts();
        this.canReconnect = config.reconnect();
        this.epochClock = epochClock;
        interServiceTimeoutNs = link.clientLivenessTimeoutNs();
        lastServiceNs = nowNs;
        lastKeepAliveNs = nowNs;
    }

    /** Returns why the client cannot go on, or null when all is well. */
    @Nullable BusException onService(long nowNs) {
        long gapNs = nowNs - lastServiceNs;
        lastServiceNs = nowNs;
        if (gapNs > interServiceTimeoutNs) {
            return new BusException("the client was not serviced for " + TimeUnit.NANOSECONDS.toMillis(gapNs)
                    + " ms, more than the " + TimeUnit.NANOSECONDS.toMillis(interServiceTimeoutNs)
                    + " ms after which the driver gives a client up: the process was paused, a listener took too long, or"
                    + " the client's invoker was not called");
        }
        if (nowNs - lastKeepAliveNs > timeouts.keepAliveIntervalNs()) {
            lastKeepAliveNs = nowNs;
            return onKeepAlive(epochClock.time());
        }
        // A client that can go on loses no time; others do what stock clients do.
        return canReconnect && link.heartbeatMs() == DriverUnavailableException.NO_HEARTBEAT
                ? checkDriver(epochClock.time())
                : null;
    }

    /** Nanoseconds for which nobody misses it if it is not serviced. */
    long quietNs(long nowNs) {
        long untilKeepAliveNs = lastKeepAliveNs + timeouts.keepAliveIntervalNs() + 1 - nowNs;
        return Math.min(untilKeepAliveNs, interServiceTimeoutNs / 4);
    }

    private @Nullable BusException onKeepAlive(long nowMs) {
        BusException problem = checkDriver(nowMs);
        if (problem != null) {
            return problem;
        }
        if (heartbeatCounterId == CountersReader.NULL_COUNTER_ID) {
            introduce(nowMs);
            return null;
        }
        if (!ClientHeartbeat.isActive(link.counters(), heartbeatCounterId, clientId)) {
            return new BusException("the driver took back the heartbeat counter " + heartbeatCounterId + " of client "
                    + clientId + ": it has given the client up");
        }
        storeHeartbeat(nowMs);
        return null;
    }

    /** Milliseconds since the driver's last sign of life; {@link DriverUnavailableException#NO_HEARTBEAT} without one. */
    long heartbeatAgeMs(long nowMs) {
        long heartbeatMs = link.heartbeatMs();
        return heartbeatMs > 0 ? nowMs - heartbeatMs : DriverUnavailableException.NO_HEARTBEAT;
    }

    /** Whether the driver gives signs of life and still has the directory. */
    boolean isDriverAlive(long nowMs) {
        return nowMs <= link.heartbeatMs() + timeouts.driverTimeoutMs() && !link.isReplaced();
    }

    private @Nullable BusException checkDriver(long nowMs) {
        long heartbeatMs = link.heartbeatMs();
        if (nowMs <= heartbeatMs + timeouts.driverTimeoutMs()) {
            return canReconnect && link.isReplaced()
                    ? new DriverUnavailableException(
                            "another driver has taken the directory",
                            link.directory(),
                            nowMs - heartbeatMs,
                            "see that only one driver uses it at a time")
                    : null;
        }
        boolean isStopped = heartbeatMs == DriverUnavailableException.NO_HEARTBEAT;
        return new DriverUnavailableException(
                isStopped ? "the driver has been shut down" : "the driver has died or is paused",
                link.directory(),
                isStopped ? heartbeatMs : nowMs - heartbeatMs,
                "start it again");
    }

    /** The driver allocates the counter with the first thing the client adds; before that there is nothing to do. */
    private void introduce(long nowMs) {
        heartbeatCounterId = ClientHeartbeat.find(link.counters(), clientId);
        if (heartbeatCounterId != CountersReader.NULL_COUNTER_ID) {
            storeHeartbeat(nowMs);
            ClientHeartbeat.describeClient(
                    link.counterMetadata(), heartbeatCounterId, clientName, SoftwareVersion.COMPATIBLE);
        }
    }

    private void storeHeartbeat(long nowMs) {
        link.counterValues().putLongRelease(CountersReader.counterOffset(heartbeatCounterId), nowMs);
    }
}
