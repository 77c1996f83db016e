package io.tradebus.core.client;

import io.tradebus.core.files.LogFile;

/** A log this client has mapped, and how many publications and images use it. Used under the client's lock. */
final class MappedLog {
    private final LogBuffers buffers;
    private final Runnable unmap;
    private int users;
    private boolean hasDeadline;
    private long lingerDeadlineNs;

    MappedLog(LogFile file) {
        this(LogBuffers.of(file), file::close);
    }

    MappedLog(LogBuffers buffers, Runnable unmap) {
        this.buffers = buffers;
        this.unmap = unmap;
    }

    LogBuffers buffers() {
        return buffers;
    }

    void addUser() {
        users++;
    }

    /** The log stays mapped until the latest deadline of those who used it. */
    void removeUser(long deadlineNs) {
        users--;
        if (!hasDeadline || deadlineNs - lingerDeadlineNs > 0) {
            hasDeadline = true;
            lingerDeadlineNs = deadlineNs;
        }
    }

    boolean isExpired(long nowNs) {
        return users == 0 && nowNs - lingerDeadlineNs >= 0;
    }

    void unmap() {
        unmap.run();
    }
}
