package io.tradebus.core.driver.media.linux;

import java.io.IOException;
import java.net.BindException;

/** Why a system call fails, by the numbers that Linux has on x86-64 and on AArch64. See errno(3). */
final class Errno {
    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EINVAL = 22;
    static final int ENOSYS = 38;
    static final int EMSGSIZE = 90;
    static final int ENOPROTOOPT = 92;
    static final int EOPNOTSUPP = 95;
    static final int EAFNOSUPPORT = 97;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;
    static final int ENETDOWN = 100;
    static final int ENETUNREACH = 101;
    static final int ENOBUFS = 105;
    static final int ECONNREFUSED = 111;
    static final int EHOSTUNREACH = 113;

    private Errno() {}

    /**
     * Whether that is how a kernel or a device refuses to do several datagrams in one call. What is wrong with the datagram
     * or its target may be told by the same number, and then holds for a call with a single one too.
     */
    static boolean refusesBatch(int errno) {
        return errno == EIO
                || errno == EINVAL
                || errno == EMSGSIZE
                || errno == EOPNOTSUPP
                || errno == ENOPROTOOPT
                || errno == ENOSYS;
    }

    /**
     * As {@link #refusesBatch(int)}, for datagrams that are sent by a path. A filter of system calls, as containers have one,
     * may not permit {@code sendmmsg}.
     */
    static boolean refuses(SendPath path, int errno) {
        return refusesBatch(errno) || path == SendPath.MESSAGES && errno == EPERM;
    }

    /** Whether there is no room at the moment, and will be without anybody doing anything about it. */
    static boolean isWantOfRoom(int errno) {
        return errno == EAGAIN || errno == EINTR || errno == ENOBUFS || errno == ENOMEM;
    }

    /** The failure as the rest of the driver knows it. */
    static IOException exception(int errno) {
        String text = text(errno);
        return errno == EADDRINUSE || errno == EADDRNOTAVAIL ? new BindException(text) : new IOException(text);
    }

    /** In words, as the system has them. */
    static String text(int errno) {
        return switch (errno) {
            case EPERM -> "Operation not permitted";
            case EIO -> "Input/output error";
            case ENOMEM -> "Cannot allocate memory";
            case EACCES -> "Permission denied";
            case EINVAL -> "Invalid argument";
            case ENOSYS -> "Function not implemented";
            case EMSGSIZE -> "Message too long";
            case ENOPROTOOPT -> "Protocol not available";
            case EOPNOTSUPP -> "Operation not supported";
            case EAFNOSUPPORT -> "Address family not supported by protocol";
            case EADDRINUSE -> "Address already in use";
            case EADDRNOTAVAIL -> "Cannot assign requested address";
            case ENETDOWN -> "Network is down";
            case ENETUNREACH -> "Network is unreachable";
            case ENOBUFS -> "No buffer space available";
            case ECONNREFUSED -> "Connection refused";
            case EHOSTUNREACH -> "No route to host";
            default -> "errno " + errno;
        };
    }
}
