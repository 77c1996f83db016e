package io.tradebus.core.driver.media.linux;

import java.io.IOException;

/** Wakes a thread that waits at sockets. See eventfd(2). For one thread at a time. */
final class WakeSignal implements AutoCloseable {
    private final Kernel kernel;
    private final int fd;

    private WakeSignal(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    /** @param waited where the thread waits */
    static WakeSignal open(Kernel kernel, ReadyPorts waited) throws IOException {
        int fd = kernel.eventCreate();
        if (fd < 0) {
            throw Errno.exception(-fd);
        }
        try {
            waited.addSignal(fd);
        } catch (IOException e) {
            kernel.close(fd);
            throw e;
        }
        return new WakeSignal(kernel, fd);
    }

    void give() {
        kernel.eventWrite(fd, 1);
    }

    @Override
    public void close() {
        kernel.close(fd);
    }
}
