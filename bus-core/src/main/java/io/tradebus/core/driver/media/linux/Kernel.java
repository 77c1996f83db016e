package io.tradebus.core.driver.media.linux;

/**
 * The system calls that ports need, by the names of their man pages. Addresses are those of memory outside the heap that the
 * caller keeps reachable.
 *
 * <p>Each returns what the call returns or, if it fails, the negative of {@link Errno}. That it has failed is
 * certain; the reason may, very rarely, be another one: see {@code ForeignKernel}. One object is for one thread at a time.
 */
interface Kernel {
    /** In flags: returns at once. */
    int MSG_DONTWAIT = 0x40;

    /** Opens a datagram socket that does not block and that child processes do not inherit, see socket(2). */
    int socket(int family);

    int bind(int fd, long address, int addressLength);

    int connect(int fd, long address, int addressLength);

    /** @param addressLength where the length of the address stands, as an int */
    int getsockname(int fd, long address, long addressLength);

    int setsockopt(int fd, int level, int option, long value, int valueLength);

    /** @param valueLength where the length of the value stands, as an int */
    int getsockopt(int fd, int level, int option, long value, long valueLength);

    /** Returns the bytes sent. */
    int sendmsg(int fd, long message, int flags);

    /** Returns how many messages were sent, at least one. */
    int sendmmsg(int fd, long messages, int count, int flags);

    /** Returns how many messages were received, at least one. */
    int recvmmsg(int fd, long messages, int count, int flags);

    /** Opens what waits for many sockets, see epoll_create1(2). */
    int epollCreate();

    int epollControl(int poll, int operation, int fd, long event);

    /** Returns how many sockets are ready, 0 after the timeout. */
    int epollWait(int poll, long events, int maxEvents, int timeoutMs);

    /**
     * As {@link #epollWait} with a timeout of nanoseconds, see epoll_pwait2(2), which Linux has since 5.11.
     *
     * @param timeout where it stands, as seconds and nanoseconds
     */
    int epollWaitUntil(int poll, long events, int maxEvents, long timeout);

    /**
     * Lets the calling thread wake up late from any wait, so that the system can wake up several at once; see
     * PR_SET_TIMERSLACK in prctl(2).
     *
     * @param slackNs at most so many nanoseconds; 50,000 unless set
     */
    int timerSlack(long slackNs);

    /** Opens a counter that wakes up who waits for it, see eventfd(2). */
    int eventCreate();

    /** Adds to such a counter. */
    int eventWrite(int fd, long value);

    int close(int fd);
}
