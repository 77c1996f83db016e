package io.tradebus.core.driver.media.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Calls the C library.
 *
 * <p>All functions are linked with one descriptor, since each new one costs the start of a driver tens of milliseconds: a file
 * descriptor, then five words. On both architectures that are known an {@code int} is read from the lower half of a word,
 * and a function does not look at arguments that it does not have. Results are all read as {@code int}: no message is longer.
 */
final class ForeignKernel implements Kernel {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final FunctionDescriptor DESCRIPTOR =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final long ERRNO =
            Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

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

    private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());

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
            return result((int) SENDMSG.invokeExact(state, fd, message, (long) flags, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int sendmmsg(int fd, long messages, int count, int flags) {
        try {
            return result((int) SENDMMSG.invokeExact(state, fd, messages, (long) count, (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public int recvmmsg(int fd, long messages, int count, int flags) {
        try {
            return result((int) RECVMMSG.invokeExact(state, fd, messages, (long) count, (long) flags, 0L, 0L));
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
            return result(
                    (int) EPOLL_WAIT.invokeExact(state, poll, events, (long) maxEvents, (long) timeoutMs, 0L, 0L));
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
            return result((int) function.invokeExact(state, poll, events, (long) maxEvents, timeout, 0L, 0L));
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
            return result((int) EVENTFD_WRITE.invokeExact(state, fd, value, 0L, 0L, 0L, 0L));
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
            return result((int) function.invokeExact(state, first, second, third, fourth, fifth, 0L));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private int result(int value) {
        return value < 0 ? -state.get(JAVA_INT, ERRNO) : value;
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
        return address == null ? null : LINKER.downcallHandle(address, DESCRIPTOR, CAPTURE);
    }
}
