package io.tradebus.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Closes what was opened, the last one first, and goes on after a failure. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes everything; what fails meanwhile is added to {@code failure}. */
    void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        Throwable first = null;
        while (!opened.isEmpty()) {
            first = closeOne(opened.pop(), first);
        }
        if (first != null) {
            throw new IllegalStateException("could not be closed", first);
        }
    }

    private static @Nullable Throwable closeOne(AutoCloseable resource, @Nullable Throwable first) {
        try {
            resource.close();
        } catch (Exception e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
        }
        return first;
    }
}
