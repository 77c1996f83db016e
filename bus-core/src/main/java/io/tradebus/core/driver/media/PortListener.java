package io.tradebus.core.driver.media;

/** Hears of what goes wrong on open ports. Called by the thread that owns the port, once for each distinct cause. */
@FunctionalInterface
public interface PortListener {
    /**
     * A datagram could not be sent or received.
     *
     * @param text what was tried, with which address, and the system's words
     */
    void onFailure(String text);
}
