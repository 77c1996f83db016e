package io.tradebus.core.driver.names;

import io.tradebus.core.driver.media.AddressText;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The drivers that names are exchanged with, in the order in which they were first heard of. */
final class Neighbors {
    /** Neighbours at the same time; anybody can make some up, and each is sent every name. */
    static final int CAPACITY = 512;

    /** One that is only heard of is news while there are fewer than so many, since one datagram tells of many. */
    static final int HEARSAY_CAPACITY = 128;

    private final Map<InetSocketAddress, Long> heardNs = new LinkedHashMap<>();
    private final NameObserver observer;

    Neighbors(NameObserver observer) {
        this.observer = observer;
    }

    /**
     * A driver was heard of.
     *
     * @param isItself whether the driver itself said so; otherwise it is news only if it was not known
     * @param atNs when it was heard, here or by whoever told
     */
    void onHeard(InetSocketAddress address, boolean isItself, long atNs) {
        Long knownNs = heardNs.get(address);
        if (knownNs != null) {
            if (isItself && atNs - knownNs > 0) {
                heardNs.put(address, atNs);
            }
        } else if (heardNs.size() < (isItself ? CAPACITY : HEARSAY_CAPACITY)) {
            heardNs.put(address, atNs);
            observer.onNeighborAdded(AddressText.of(address));
        }
    }

    /** Forgets those that have been silent for {@code timeoutNs}. Returns how many. */
    int expire(long nowNs, long timeoutNs) {
        int count = 0;
        Iterator<Map.Entry<InetSocketAddress, Long>> each = heardNs.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<InetSocketAddress, Long> neighbor = each.next();
            if (nowNs - neighbor.getValue() >= timeoutNs) {
                each.remove();
                observer.onNeighborRemoved(AddressText.of(neighbor.getKey()));
                count++;
            }
        }
        return count;
    }

    boolean contains(InetSocketAddress address) {
        return heardNs.containsKey(address);
    }

    List<InetSocketAddress> addresses() {
        return new ArrayList<>(heardNs.keySet());
    }

    int size() {
        return heardNs.size();
    }
}
