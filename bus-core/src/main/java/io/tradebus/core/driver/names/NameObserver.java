package io.tradebus.core.driver.names;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Is told how hosts are found. Called on the thread that looks names up, which may be another one than the conductor's. */
public interface NameObserver {
    /** Another driver that tells names was heard of for the first time. */
    default void onNeighborAdded(String address) {}

    /** Another driver has been silent for too long. */
    default void onNeighborRemoved(String address) {}

    /**
     * A host was looked up.
     *
     * @param source what was asked
     * @param address what it came to, or null if the host is not known
     * @param durationNs nanoseconds that it took
     */
    default void onHostLookedUp(
            String source, String host, boolean isReResolution, @Nullable InetAddress address, long durationNs) {}
}
