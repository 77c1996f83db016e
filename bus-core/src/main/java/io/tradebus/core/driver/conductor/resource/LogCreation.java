package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.files.LogFile;
import org.jspecify.annotations.Nullable;

/**
 * The making of a log file, which may run on another thread. Whoever asked looks at {@link #isDone} each cycle and then
 * takes the result.
 */
public final class LogCreation implements Runnable {
    /** Makes the file and maps it. */
    @FunctionalInterface
    interface Work {
        LogFile create();
    }

    private final Work work;
    private @Nullable LogFile stored;
    private @Nullable RuntimeException failure;
    private volatile boolean isDone;

    LogCreation(Work work) {
        this.work = work;
    }

    @Override
    public void run() {
        try {
            stored = work.create();
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            // Whoever asked waits for this, and with it all requests of all clients.
            failure = new IllegalStateException("the log could not be created: " + e, e);
        }
        // The volatile store comes last: who sees it also sees the result.
        isDone = true;
    }

    public boolean isDone() {
        return isDone;
    }

    boolean isFailed() {
        return isDone && failure != null;
    }

    /**
     * The log.
     *
     * @throws RuntimeException what the work threw
     * @throws IllegalStateException if it is not done
     */
    LogFile result() {
        if (!isDone) {
            throw new IllegalStateException("the log is still being created");
        }
        if (failure != null) {
            throw failure;
        }
        if (stored == null) {
            throw new IllegalStateException("the log has been taken");
        }
        return stored;
    }
}
