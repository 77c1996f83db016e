package io.tradebus.core.runtime;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How the driver of a runtime looks, one view after the other. Views are exchanged and closed by one thread at a time and
 * read by any: one that was exchanged stays mapped for a while, since somebody may be in the middle of looking at it.
 */
final class DriverViews {
    private record Retired(DriverView view, long sinceNs) {}

    private final Path directory;
    private final long lingerNs;
    private final Queue<Retired> retired = new ArrayDeque<>();
    private volatile DriverView current;

    /**
     * Looks at the driver a client has just connected to.
     *
     * @throws io.tradebus.core.DriverUnavailableException if it went away meanwhile
     */
    DriverViews(Path directory, long lingerNs) {
        this.directory = directory;
        this.lingerNs = lingerNs;
        current = DriverView.of(directory);
    }

    /** The driver there is, or the last one. */
    DriverView current() {
        return current;
    }

    /**
     * Looks at the driver a client has just attached to.
     *
     * @throws io.tradebus.core.DriverUnavailableException if it went away meanwhile
     */
    void renew(long nowNs) {
        DriverView before = current;
        current = DriverView.of(directory);
        retired.add(new Retired(before, nowNs));
    }

    /** Closes what nobody can be looking at any more. */
    void onTick(long nowNs) {
        Retired oldest = retired.peek();
        if (oldest != null && nowNs - oldest.sinceNs >= lingerNs) {
            retired.remove();
            oldest.view.close();
        }
    }
}
