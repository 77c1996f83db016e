package io.tradebus.spring.listener;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** How many messages of each stream a filter kept back. Written by the agents of the listener, read by any thread. */
final class FilteredCounts {
    private final String[] streams;
    private final AtomicLongArray counts;

    FilteredCounts(List<String> streams) {
        this.streams = streams.toArray(new String[0]);
        this.counts = new AtomicLongArray(this.streams.length);
    }

    void increment(String stream) {
        counts.getAndIncrement(indexOf(stream));
    }

    long of(String stream) {
        return counts.getOpaque(indexOf(stream));
    }

    private int indexOf(String stream) {
        for (int i = 0; i < streams.length; i++) {
            if (streams[i].equals(stream)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the listener does not listen to '" + stream + "'");
    }
}
