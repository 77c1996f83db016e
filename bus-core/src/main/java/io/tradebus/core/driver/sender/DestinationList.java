package io.tradebus.core.driver.sender;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several destinations, in the order in which they came. What differs is who adds them and what becomes of silent ones. */
abstract class DestinationList {
    /** Nanoseconds after which a destination from which nobody was heard is silent. */
    static final long SILENCE_NS = 5_000_000_000L;

    private final List<Destination> destinations = new ArrayList<>();
    private int changes;

    final int size() {
        return destinations.size();
    }

    final Destination get(int index) {
        return destinations.get(index);
    }

    /** Whether there is one whose address is known. */
    final boolean hasAddresses() {
        for (int i = 0; i < destinations.size(); i++) {
            if (!destinations.get(i).address().isUnresolved()) {
                return true;
            }
        }
        return false;
    }

    /** How often one was added or removed so far. */
    final int changes() {
        return changes;
    }

    final void add(Destination destination) {
        changes++;
        destinations.add(destination);
    }

    final void removeAt(int index) {
        changes++;
        destinations.remove(index);
    }

    /** A receiver was heard, of whatever stream. */
    abstract void onReceiver(long receiverId, InetSocketAddress source, long nowNs);

    /** Lets those go to which nothing is sent any more. */
    abstract void removeSilent(long nowNs);

    /** The destination where a receiver is, or null. */
    abstract @Nullable Destination of(long receiverId, InetSocketAddress source);
}
