package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Publications or subscriptions of many streams, opened one after the other.
 *
 * @param addNs nanoseconds that each took to add, in order
 * @param connected whether all have a counterpart
 * @param closing closes them
 */
record OpenStreams(long[] addNs, BooleanSupplier connected, Closing closing) implements AutoCloseable {
    /** Adds streams one after the other. */
    static <T extends AutoCloseable> OpenStreams open(
            Lane first, int count, Adding<T> adding, Connection<T> connection) {
        Closing closing = new Closing();
        long[] addNs = new long[count];
        List<T> all = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                long startNs = System.nanoTime();
                T stream = adding.add(first.plus(i));
                addNs[i] = System.nanoTime() - startNs;
                all.add(closing.add(stream));
            }
        } catch (RuntimeException e) {
            closing.closeAfter(e);
            throw e;
        }
        return new OpenStreams(addNs, () -> all.stream().allMatch(connection::isConnected), closing);
    }

    /** Adds one stream, and waits for the driver. */
    interface Adding<T> {
        T add(Lane lane);
    }

    /** Whether a stream has a counterpart. */
    interface Connection<T> {
        boolean isConnected(T stream);
    }

    /** Mean nanoseconds that some took, the first being number 0. */
    double meanAddNs(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += addNs[i];
        }
        return sum / (to - from);
    }

    @Override
    public void close() {
        closing.close();
    }
}
