package io.tradebus.core.driver.media.linux;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.media.PortListener;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows how datagrams of a driver go: by two counters, and by a warning for each path that is refused. Made and told of ports
 * by the conductor; told of refusals by whoever owns a port.
 */
public final class DatagramPaths {
    private final Set<SendPath> toldRefusals = EnumSet.noneOf(SendPath.class);
    private final CountersManager counters;
    private final PortListener listener;
    private volatile @Nullable Shown shown;

    /** Counters that are there once datagrams go by something better than {@code java.nio}. */
    private record Shown(AtomicCounter path, AtomicCounter fallbacks) {}

    public DatagramPaths(CountersManager counters, PortListener listener) {
        this.counters = counters;
        this.listener = listener;
    }

    /** The machine can send by that path at best. The counters are there from now on. */
    void onCapability(SendPath best) {
        AtomicCounter path = counters.newCounter(
                CounterType.DATAGRAM_PATH.label() + ": 3=segments 2=sendmmsg 1=sendmsg",
                CounterType.DATAGRAM_PATH.id());
        path.setRelease(best.rank());
        AtomicCounter fallbacks =
                counters.newCounter(CounterType.DATAGRAM_FALLBACKS.label(), CounterType.DATAGRAM_FALLBACKS.id());
        shown = new Shown(path, fallbacks);
    }

    /** A port does not send by that path any more. */
    void onRefused(SendPath refused, SendPath next, int errno) {
        count();
        boolean isNews;
        synchronized (toldRefusals) {
            isNews = toldRefusals.add(refused);
            Shown known = shown;
            if (known != null) {
                known.path().setRelease(Math.min(known.path().get(), next.rank()));
            }
        }
        if (isNews) {
            listener.onFailure(refused + " is refused, cause: " + Errno.text(errno)
                    + "; a port that meets this goes on with " + next);
        }
    }

    /** A port could not be opened as wished, and was by {@code java.nio}. */
    void onNioInstead(String reason) {
        count();
        listener.onFailure("a port goes on with java.nio, cause: " + reason);
    }

    private void count() {
        Shown known = shown;
        if (known != null) {
            known.fallbacks().increment();
        }
    }
}
