package io.tradebus.core.driver.media.linux;

import java.io.IOException;
import org.agrona.SystemUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Finds out in one call at which of many sockets datagrams have arrived. See epoll(7). Of one thread. */
final class ReadyPorts implements AutoCloseable {
    /** Sockets found in one call. Those that do not fit come first the next time. */
    static final int MAX_READY = 256;

    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int READABLE = 1;
    /** Tells of each change once, so that what was written need not be read. */
    private static final int EDGE = 1 << 31;

    // On x86-64 the structure has no gap in it.
    static final int DATA = "aarch64".equals(SystemUtil.osArch()) ? 8 : 4;
    static final int EVENT_LENGTH = DATA + Long.BYTES;

    private final UnsafeBuffer events = NativeMemory.allocate((MAX_READY + 1) * EVENT_LENGTH + 2 * Long.BYTES);
    private final Kernel kernel;
    private int poll;

    ReadyPorts(Kernel kernel) throws IOException {
        this.kernel = kernel;
        poll = kernel.epollCreate();
        if (poll < 0) {
            throw Errno.exception(-poll);
        }
    }

    /** Asks about a socket from now on. */
    void add(int fd) throws IOException {
        add(fd, READABLE);
    }

    /** Ends a wait each time something is written to it. */
    void addSignal(int fd) throws IOException {
        add(fd, READABLE | EDGE);
    }

    private void add(int fd, int interest) throws IOException {
        int event = MAX_READY * EVENT_LENGTH;
        events.putInt(event, interest);
        events.putLong(event + DATA, fd);
        int result = kernel.epollControl(poll, ADD, fd, NativeMemory.address(events, event));
        if (result < 0) {
            throw Errno.exception(-result);
        }
    }

    /** Asks about a socket no longer; before it is closed. Returns whether it was asked about. */
    boolean remove(int fd) {
        return kernel.epollControl(poll, REMOVE, fd, NativeMemory.address(events, MAX_READY * EVENT_LENGTH)) >= 0;
    }

    /** As {@link #await}, without waiting. */
    int find() {
        return await(0);
    }

    /**
     * Returns how many have something; 0 if none has for all of the timeout, or somebody interrupts. If it cannot be asked,
     * the negative of {@link Errno}.
     */
    int await(int timeoutMs) {
        int result = kernel.epollWait(poll, NativeMemory.address(events, 0), MAX_READY, timeoutMs);
        return result == -Errno.EINTR ? 0 : result;
    }

    /** As {@link #await}, in nanoseconds, of less than a second. Returns false if the system cannot wait so. */
    boolean awaitNs(long timeoutNs) {
        int timeout = (MAX_READY + 1) * EVENT_LENGTH;
        events.putLong(timeout, 0);
        events.putLong(timeout + Long.BYTES, timeoutNs);
        int result = awaitUntil(timeout);
        // Whoever cannot wait never tries again, and an interruption may, very rarely, be told as something else.
        return isOver(result) || result != -Errno.ENOSYS && isOver(awaitUntil(timeout));
    }

    private int awaitUntil(int timeout) {
        return kernel.epollWaitUntil(poll, NativeMemory.address(events, 0), 1, NativeMemory.address(events, timeout));
    }

    private static boolean isOver(int result) {
        return result >= 0 || result == -Errno.EINTR;
    }

    /** One of those that were found. */
    int fd(int index) {
        return (int) events.getLong(index * EVENT_LENGTH + DATA);
    }

    @Override
    public void close() {
        if (poll >= 0) {
            kernel.close(poll);
            poll = -1;
        }
    }
}
