package io.tradebus.core.driver.receiver;

import java.net.InetSocketAddress;

/** By which the frames of an image come, and to where it is answered. */
final class Transport {
    /** Nanoseconds without a frame after which nothing is sent to a transport any more. */
    static final long INACTIVITY_NS = 5_000_000_000L;

    private final InetSocketAddress control;
    private long activeNs;

    Transport(InetSocketAddress control, long nowNs) {
        this.control = control;
        activeNs = nowNs;
    }

    /** Where status messages and requests go. */
    InetSocketAddress control() {
        return control;
    }

    void onFrame(long nowNs) {
        activeNs = nowNs;
    }

    boolean isActive(long nowNs) {
        return nowNs - activeNs < INACTIVITY_NS;
    }
}
