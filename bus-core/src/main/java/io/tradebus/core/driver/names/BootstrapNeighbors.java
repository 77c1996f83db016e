package io.tradebus.core.driver.names;

import io.tradebus.core.driver.media.NameLookup;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours that the configuration names. A look-up may take seconds and may run on the conductor's thread, so that
 * they are looked up one by one, with other work in between.
 */
final class BootstrapNeighbors {
    private final NameLookup hosts;
    private final Consumer<String> warnings;
    private final long intervalNs;
    private final List<BootstrapNeighbor> neighbors = new ArrayList<>();
    private final ArrayDeque<BootstrapNeighbor> toResolve = new ArrayDeque<>();

    /**
     * @param warnings told of each that is not found
     * @param intervalNs nanoseconds between two look-ups of one that is not heard, for those who read that
     */
    BootstrapNeighbors(NameLookup hosts, Consumer<String> warnings, long intervalNs) {
        this.hosts = hosts;
        this.warnings = warnings;
        this.intervalNs = intervalNs;
    }

    /** One more, which is to be looked up. */
    void add(BootstrapNeighbor neighbor) {
        neighbors.add(neighbor);
        toResolve.add(neighbor);
    }

    /** Those are to be looked up again that are not heard. */
    void checkSilence(Neighbors heard) {
        for (BootstrapNeighbor neighbor : neighbors) {
            if (!neighbor.isAmong(heard) && !toResolve.contains(neighbor)) {
                toResolve.add(neighbor);
            }
        }
    }

    /** Looks one of them up if any is to be. Returns where it is if that is news, or null. */
    @Nullable InetSocketAddress resolveNext() {
        BootstrapNeighbor neighbor = toResolve.poll();
        if (neighbor == null) {
            return null;
        }
        InetSocketAddress before = neighbor.address();
        if (!neighbor.resolve(hosts)) {
            warnings.accept("bootstrap neighbour is not known: endpoint=" + neighbor.name() + ", name-resolver="
                    + hosts.description() + "; it is looked up again every " + TimeUnit.NANOSECONDS.toMillis(intervalNs)
                    + " ms");
        }
        InetSocketAddress found = neighbor.address();
        return found == null || found.equals(before) ? null : found;
    }

    /** Adds where they are, as far as that is known. */
    void addTo(Collection<InetSocketAddress> targets) {
        for (BootstrapNeighbor neighbor : neighbors) {
            InetSocketAddress address = neighbor.address();
            if (address != null) {
                targets.add(address);
            }
        }
    }

    /** Says of each whether it is among those that are heard. */
    void show(Neighbors heard) {
        for (BootstrapNeighbor neighbor : neighbors) {
            neighbor.show(heard);
        }
    }
}
