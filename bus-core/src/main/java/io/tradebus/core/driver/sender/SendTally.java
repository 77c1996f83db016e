package io.tradebus.core.driver.sender;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import org.agrona.concurrent.status.AtomicCounter;

/** Adds up what the ports take in one cycle, so that counters that others read are written once for all of it. */
final class SendTally {
    private final AtomicCounter bytesSent;
    private final AtomicCounter shortSends;
    private long bytes;
    private boolean hasShortSends;

    SendTally(AtomicCounter bytesSent, AtomicCounter shortSends) {
        this.bytesSent = bytesSent;
        this.shortSends = shortSends;
    }

    static SendTally of(SystemCounters system) {
        return new SendTally(system.get(SystemCounter.BYTES_SENT), system.get(SystemCounter.SHORT_SENDS));
    }

    /** A port took {@code sent} bytes of {@code length} that it was given. */
    void onSent(int sent, int length) {
        bytes += sent;
        if (sent < length) {
            hasShortSends = true;
            // The receiver counts here too.
            shortSends.increment();
        }
    }

    /** Whether a port took less than it was given since the last {@link #endCycle}. */
    boolean hasShortSends() {
        return hasShortSends;
    }

    void endCycle() {
        if (bytes != 0) {
            bytesSent.getAndAddRelease(bytes);
            bytes = 0;
        }
        hasShortSends = false;
    }
}
