package io.tradebus.core.client;

import io.tradebus.core.files.LogFile;
import org.agrona.CloseHelper;

/** A log this client has mapped, and how many publications and images use it. Used under the client's lock. */
final class MappedLog {
    private final LogBuffers buffers;
    private final Claims claims;
    private final AutoCloseable file;
    private int users;
    private boolean isLeftToCollector;
    private boolean hasDeadline;
    private long lingerDeadlineNs;

    MappedLog(LogFile file, Claims claims) {
        this(LogBuffers.of(file), claims, file);
    }

    MappedLog(LogBuffers buffers, Claims claims, AutoCloseable file) {
        this.buffers = buffers;
        this.claims = claims;
        this.file = file;
    }

    LogBuffers buffers() {
        return buffers;
    }

    /** The claims that have places in this log and in the others of the same attachment, or had. */
    Claims claims() {
        return claims;
    }

    void addUser() {
        users++;
    }

    /** Takes back {@link #addUser}: it came to nothing. Unless others use the log, it can be unmapped at once. */
    void withdrawUser() {
        users--;
    }

    /** Counts one user less. The log stays mapped until the latest deadline of those who used it. */
    void removeUser(long deadlineNs) {
        users--;
        if (!hasDeadline || deadlineNs - lingerDeadlineNs > 0) {
            hasDeadline = true;
            lingerDeadlineNs = deadlineNs;
        }
    }

    /**
     * Has the log stay mapped until nothing refers to its memory any more: somebody may hold a claim of it for as long as
     * they like. The memory goes with the garbage.
     */
    void leaveToCollector() {
        isLeftToCollector = true;
    }

    boolean isUnused() {
        return users == 0;
    }

    boolean isExpired(long nowNs) {
        return isUnused() && (!hasDeadline || nowNs - lingerDeadlineNs >= 0);
    }

    void unmap() {
        if (!isLeftToCollector) {
            CloseHelper.close(file);
        }
    }
}
