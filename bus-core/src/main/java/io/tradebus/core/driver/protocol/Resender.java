package io.tradebus.core.driver.protocol;

/** Sends a part of a term again. */
@FunctionalInterface
public interface Resender {
    /**
     * Sends whole frames from {@code termOffset} on, as many as fit; those that are out of reach by now are left out.
     *
     * @param length most bytes to send
     */
    void resend(int termId, int termOffset, int length);
}
