package io.tradebus.spring.autoconfigure.preflight;

import java.util.Map;

/**
 * What a machine, or the container this process runs in, has to offer.
 *
 * @param processors that the JVM counts
 * @param processorLimit of the container, which may be a part of one; {@link #NO_PROCESSOR_LIMIT} without one
 * @param memoryLimit of the container in bytes; {@link #UNLIMITED} without one
 * @param receiveBuffer most bytes a socket is granted; {@link #UNLIMITED} where the system does not say
 * @param sendBuffer most bytes a socket is granted; {@link #UNLIMITED} where the system does not say
 * @param hasSharedMemory whether there is a {@code /dev/shm} to put files into
 * @param fileSystem kind of the file system of the driver's directory, such as {@code tmpfs}; empty if unknown
 * @param usableBytes left in that file system; {@link #UNLIMITED} if unknown
 * @param refusedPorts that cannot be bound, with the reason
 */
public record HostSnapshot(
        int processors,
        double processorLimit,
        long memoryLimit,
        long receiveBuffer,
        long sendBuffer,
        boolean hasSharedMemory,
        String fileSystem,
        long usableBytes,
        Map<ListenPort, String> refusedPorts) {
    /** Stands for a limit that is not set or not known. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Stands for a container that may use all processors. */
    public static final double NO_PROCESSOR_LIMIT = Double.POSITIVE_INFINITY;

    public HostSnapshot {
        refusedPorts = Map.copyOf(refusedPorts);
    }
}
