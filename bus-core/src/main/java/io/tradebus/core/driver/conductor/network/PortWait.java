package io.tradebus.core.driver.conductor.network;

import java.net.InetSocketAddress;
import java.util.function.Predicate;

/**
 * One request's wait for sockets that are about to go and have the port that it wants. It does not wait for ever: after a
 * while the system says what it says.
 */
public final class PortWait {
    /** Nanoseconds that sender or receiver may take; they close sockets in their next cycle. */
    private static final long MAX_WAIT_NS = 1_000_000_000L;

    private final Predicate<InetSocketAddress> isLeaving;
    private boolean isWaiting;
    private long sinceNs;

    /** @param isLeaving says whether a socket that is being closed keeps an address from others */
    PortWait(Predicate<InetSocketAddress> isLeaving) {
        this.isLeaving = isLeaving;
    }

    /**
     * Whether a socket may be opened now.
     *
     * @param wanted address to be bound to, port 0 if any will do
     */
    public boolean isOver(InetSocketAddress wanted, long nowNs) {
        boolean isHeld = wanted.getPort() != 0 && isLeaving.test(wanted);
        if (isHeld && !isWaiting) {
            isWaiting = true;
            sinceNs = nowNs;
        }
        return !isHeld || nowNs - sinceNs >= MAX_WAIT_NS;
    }
}
