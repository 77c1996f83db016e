package io.tradebus.core.driver.media.linux;

import io.tradebus.core.config.DatagramIo;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.PortListener;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.CountersManager;

/** Chooses between ports of {@code java.nio} and those of Linux, and loads nothing of the latter where they cannot be. */
public final class PortChoice {
    private PortChoice() {}

    /**
     * Ports as the configuration wants them: the given ones themselves when these here are not wanted or cannot be.
     *
     * @param nio opens ports of {@code java.nio}
     * @param listener hears of failures of every port, on the thread that owns the port
     * @param counters show how datagrams go
     * @param clock by which refusals are forgotten
     * @param notices told, at once, what somebody may want to change who did not ask for anything
     */
    public static DatagramPorts around(
            DatagramPorts nio,
            DatagramIo io,
            PortListener listener,
            CountersManager counters,
            NanoClock clock,
            Consumer<String> notices) {
        if (io == DatagramIo.NIO) {
            return nio;
        }
        boolean isDemanded = io == DatagramIo.NATIVE;
        KernelSource source = isDemanded
                ? KernelSource.find(reason -> tell(listener, reason), null)
                : KernelSource.find(null, notices);
        return source == null ? nio : around(nio, isDemanded, source, listener, counters, clock);
    }

    /** Nobody who did not ask for it is to be warned by the Java runtime. */
    static DatagramPorts around(
            DatagramPorts nio,
            boolean isDemanded,
            KernelSource source,
            PortListener listener,
            CountersManager counters,
            NanoClock clock) {
        if (!isDemanded && !source.isPermitted()) {
            return nio;
        }
        return new LinuxDatagramPorts(nio, source, listener, new DatagramPaths(counters, listener), clock);
    }

    static void tell(PortListener listener, String reason) {
        listener.onFailure("native datagram I/O is not used, java.nio is: " + reason);
    }
}
