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
public final class DatagramPaths implements MessageSender.PathListener {
    private static final SendPath[] PATHS = SendPath.values();

    private final Set<SendPath> toldRefusals = EnumSet.noneOf(SendPath.class);
    private final CountersManager counters;
    private final PortListener listener;
    /** Targets that are sent to by each path because a better one was refused. */
    private final int[] lowered = new int[PATHS.length];

    private volatile @Nullable Shown shown;
    private boolean isNioTold;

    /** Counters that are there once datagrams go by something better than {@code java.nio}. */
    private record Shown(SendPath best, AtomicCounter path, AtomicCounter fallbacks) {}

    public DatagramPaths(CountersManager counters, PortListener listener) {
        this.counters = counters;
        this.listener = listener;
    }

    /** The machine can send by that path at best. The counters are there from now on, if there is room for them. */
    void onCapability(SendPath best) {
        try {
            AtomicCounter path = counters.newCounter(
                    CounterType.DATAGRAM_PATH.label() + ": 3=segments 2=sendmmsg 1=sendmsg",
                    CounterType.DATAGRAM_PATH.id());
            shown = new Shown(best, path, newFallbacks(path));
            path.setRelease(best.rank());
        } catch (IllegalStateException e) {
            listener.onFailure("there is no counter left for how datagrams go: " + e.getMessage());
        }
    }

    /** Called by whoever owns the port. */
    @Override
    public void onRefused(SendPath refused, SendPath next, int errno) {
        boolean isNews;
        synchronized (lowered) {
            isNews = toldRefusals.add(refused);
            lowered[next.ordinal()]++;
            show();
        }
        count();
        if (isNews) {
            listener.onFailure(refused + " is refused, cause: " + Errno.text(errno) + "; what meets this goes by "
                    + next + ", and is tried again every minute");
        }
    }

    /** Called by whoever owns the port. */
    @Override
    public void onForgotten(SendPath path) {
        synchronized (lowered) {
            lowered[path.ordinal()]--;
            show();
        }
    }

    /** A port could not be opened as wished, and was by {@code java.nio}. Told once, counted each time. */
    void onNioInstead(String reason) {
        count();
        if (!isNioTold) {
            isNioTold = true;
            listener.onFailure("a port goes on with java.nio, cause: " + reason);
        }
    }

    /** One counter without the other is of no use. */
    private AtomicCounter newFallbacks(AtomicCounter path) {
        try {
            return counters.newCounter(CounterType.DATAGRAM_FALLBACKS.label(), CounterType.DATAGRAM_FALLBACKS.id());
        } catch (IllegalStateException e) {
            path.close();
            throw e;
        }
    }

    private void show() {
        Shown known = shown;
        if (known != null) {
            int slowest = known.best().rank();
            for (SendPath path : PATHS) {
                slowest = lowered[path.ordinal()] > 0 ? Math.min(slowest, path.rank()) : slowest;
            }
            known.path().setRelease(slowest);
        }
    }

    private void count() {
        Shown known = shown;
        if (known != null) {
            known.fallbacks().increment();
        }
    }
}
