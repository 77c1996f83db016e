package io.tradebus.core.driver.media.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the C library.
 *
 * <p>All functions are linked with one descriptor, since each new one costs the start of a driver tens of milliseconds: a file
 * descriptor, then five words. On both architectures that are known an {@code int} is read from the lower half of a word,
 * and a function does not look at arguments that it does not have. Results are words, of which all but an address are read as
 * {@code int}: no message is longer.
 *
 * <p>Why a call has failed is read from where the C library keeps it for the thread. The Java runtime could hand it over with
 * each call, but makes an object for that until the call is compiled at last. In between the runtime itself may call the system,
 * if it stops all threads just then, and may rarely leave another reason behind: one that is told once need not be the right one.
 */
final class ForeignKernel implements Kernel {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor DESCRIPTOR =
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle ERRNO_LOCATION = link("__errno_location");
    private static final MethodHandle SOCKET = link("socket");
    private static final MethodHandle BIND = link("bind");
    private static final MethodHandle CONNECT = link("connect");
    private static final MethodHandle GETSOCKNAME = link("getsockname");
    private static final MethodHandle SETSOCKOPT = link("setsockopt");
    private static final MethodHandle GETSOCKOPT = link("getsockopt");
    private static final MethodHandle SENDMSG = link("sendmsg");
    private static final MethodHandle SENDMMSG = link("sendmmsg");
    private static final MethodHandle RECVMMSG = link("recvmmsg");
    private static final MethodHandle EPOLL_CREATE1 = link("epoll_create1");
    private static final MethodHandle EPOLL_CTL = link("epoll_ctl");
    private static final MethodHandle EPOLL_WAIT = link("epoll_wait");
    private static final @Nullable MethodHandle EPOLL_PWAIT2 = linkIfThere("epoll_pwait2");
    private static final MethodHandle PRCTL = link("prctl");
    private static final MethodHandle EVENTFD = link("eventfd");
    private static final MethodHandle EVENTFD_WRITE = link("eventfd_write");
    private static final MethodHandle CLOSE = link("close");

    private static final int SOCK_DGRAM = 2;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int PR_SET_TIMERSLACK = 29;

    /** Of the thread that has made the last call. */
    private final UnsafeBuffer errno = new UnsafeBuffer(0, 0);

    private @Nullable Thread caller;

    @Override
    public int socket(int family) {
        return call(SOCKET, family, SOCK_DGRAM | NONBLOCK | CLOEXEC, 0, 0, 0);
    }

    @Override
    public int bind(int fd, long address, int addressLength) {
        return call(BIND, fd, address, addressLength, 0, 0);
    }

    @Override
    public int connect(int fd, long address, int addressLength) {
        return call(CONNECT, fd, address, addressLength, 0, 0);
    }

    @Override
    public int getsockname(int fd, long address, long addressLength) {
        return call(GETSOCKNAME, fd, address, addressLength, 0, 0);
    }

    @Override
    public int setsockopt(int fd, int level, int option, long value, int valueLength) {
        return call(SETSOCKOPT, fd, level, option, value, valueLength);
    }

    @Override
    public int getsockopt(int fd, int level, int option, long value, long valueLength) {
        return call(GETSOCKOPT, fd, level, option, value, valueLength);
    }

    @Override
    public int sendmsg(int fd, long message, int flags) {
        try {
            findErrno();
            return result((long) SENDMSG.invokeExact(fd, message, (long) flags, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int sendmmsg(int fd, long messages, int count, int flags) {
        try {
            findErrno();
            return result((long) SENDMMSG.invokeExact(fd, messages, (long) count, (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int recvmmsg(int fd, long messages, int count, int flags) {
        try {
            findErrno();
            return result((long) RECVMMSG.invokeExact(fd, messages, (long) count, (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int epollCreate() {
        return call(EPOLL_CREATE1, CLOEXEC, 0, 0, 0, 0);
    }

    @Override
    public int epollControl(int poll, int operation, int fd, long event) {
        return call(EPOLL_CTL, poll, operation, fd, event, 0);
    }

    @Override
    public int epollWait(int poll, long events, int maxEvents, int timeoutMs) {
        try {
            findErrno();
            return result((long) EPOLL_WAIT.invokeExact(poll, events, (long) maxEvents, (long) timeoutMs, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int epollWaitUntil(int poll, long events, int maxEvents, long timeout) {
        MethodHandle function = EPOLL_PWAIT2;
        if (function == null) {
            return -Errno.ENOSYS;
        }
        try {
            findErrno();
            return result((long) function.invokeExact(poll, events, (long) maxEvents, timeout, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int timerSlack(long slackNs) {
        return call(PRCTL, PR_SET_TIMERSLACK, slackNs, 0, 0, 0);
    }

    @Override
    public int eventCreate() {
        return call(EVENTFD, 0, NONBLOCK | CLOEXEC, 0, 0, 0);
    }

    @Override
    public int eventWrite(int fd, long value) {
        try {
            findErrno();
            return result((long) EVENTFD_WRITE.invokeExact(fd, value, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int close(int fd) {
        return call(CLOSE, fd, 0, 0, 0, 0);
    }

    /** For calls that are rare: those above are of handles that the compiler knows. */
    private int call(MethodHandle function, int first, long second, long third, long fourth, long fifth) {
        try {
            findErrno();
            return result((long) function.invokeExact(first, second, third, fourth, fifth, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Before a call, since to ask for it could change what is there. */
    private void findErrno() throws Throwable {
        Thread current = Thread.currentThread();
        // A virtual thread may be carried by another one each time.
        if (caller != current || current.isVirtual()) {
            errno.wrap((long) ERRNO_LOCATION.invokeExact(0, 0L, 0L, 0L, 0L, 0L), Integer.BYTES);
            caller = current;
        }
    }

    private int result(long word) {
        int value = (int) word;
        if (value >= 0) {
            return value;
        }
        int reason = errno.getInt(0);
        return reason > 0 ? -reason : -Errno.EAGAIN;
    }

    /** Functions of C throw nothing; what comes here is a fault of the Java runtime. */
    private static RuntimeException failure(Throwable cause) {
        return cause instanceof RuntimeException e ? e : new IllegalStateException("a system call failed", cause);
    }

    private static MethodHandle link(String function) {
        MethodHandle handle = linkIfThere(function);
        if (handle == null) {
            throw new UnsatisfiedLinkError("the C library has no " + function);
        }
        return handle;
    }

    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle linkIfThere(String function) {
        MemorySegment address = LINKER.defaultLookup().find(function).orElse(null);
        return address == null ? null : LINKER.downcallHandle(address, DESCRIPTOR);
    }
}
