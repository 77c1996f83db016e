package io.tradebus.core.driver.names;

import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/** Watches how long it takes to find hosts. Any thread. */
public final class TimedNames implements NameLookup {
    private final NameLookup names;
    private final NanoClock clock;
    private final AtomicCounter max;
    private final AtomicCounter exceeded;
    private final long thresholdNs;
    private final NameObserver observer;

    /**
     * @param max longest look-up in nanoseconds; only grows
     * @param exceeded counts look-ups that took longer than the threshold
     */
    public TimedNames(
            NameLookup names,
            NanoClock clock,
            AtomicCounter max,
            AtomicCounter exceeded,
            long thresholdNs,
            NameObserver observer) {
        this.names = names;
        this.clock = clock;
        this.max = max;
        this.exceeded = exceeded;
        this.thresholdNs = thresholdNs;
        this.observer = observer;
    }

    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        long startNs = clock.nanoTime();
        InetAddress address = names.lookUp(host, param, isReResolution);
        long durationNs = clock.nanoTime() - startNs;
        onDuration(durationNs);
        if (durationNs > thresholdNs) {
            exceeded.increment();
        }
        observer.onHostLookedUp(names.description(), host, isReResolution, address, durationNs);
        return address;
    }

    /** Names are looked up by several threads, and the longest look-up is found in two steps. */
    private synchronized void onDuration(long durationNs) {
        max.proposeMaxRelease(durationNs);
    }

    @Override
    public String description() {
        return names.description();
    }
}
