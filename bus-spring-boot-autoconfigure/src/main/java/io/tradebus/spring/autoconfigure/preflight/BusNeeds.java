package io.tradebus.spring.autoconfigure.preflight;

import java.nio.file.Path;
import java.util.List;

/**
 * What an application asks of the machine. With a driver in another process only the threads of listeners count.
 *
 * @param isEmbedded whether the driver runs in this process
 * @param directory of the driver
 * @param fileBytes the driver's files and the logs of all streams may take, in bytes
 * @param heldBytes of them, those it has already, or takes over from what the start deletes
 * @param heapBytes the heap may grow to, in bytes
 * @param driverThreads number of threads of the driver
 * @param spinningThreads names of the threads that never rest
 * @param isOnNetwork whether there is a stream over UDP
 * @param receiveBuffer asked for a socket, in bytes; 0 for what the system has by default
 * @param sendBuffer asked for a socket, in bytes; 0 for what the system has by default
 * @param ports that will be bound
 */
public record BusNeeds(
        boolean isEmbedded,
        Path directory,
        long fileBytes,
        long heldBytes,
        long heapBytes,
        int driverThreads,
        List<String> spinningThreads,
        boolean isOnNetwork,
        long receiveBuffer,
        long sendBuffer,
        List<ListenPort> ports) {
    public BusNeeds {
        spinningThreads = List.copyOf(spinningThreads);
        ports = List.copyOf(ports);
    }

    /**
     * What it asks for besides what it has already, which the machine does not count as free any more: files, and with them
     * ports.
     *
     * @param held bytes of files; 0 for a driver that does not run yet
     */
    public BusNeeds besides(long held) {
        return held == 0 ? this : with(held, List.of());
    }

    /**
     * What it asks for where the start first deletes what an earlier driver has left in the directory.
     *
     * @param left bytes of files
     */
    public BusNeeds inPlaceOf(long left) {
        return with(left, ports);
    }

    private BusNeeds with(long held, List<ListenPort> stillToBind) {
        return new BusNeeds(
                isEmbedded,
                directory,
                fileBytes,
                Math.min(held, fileBytes),
                heapBytes,
                driverThreads,
                spinningThreads,
                isOnNetwork,
                receiveBuffer,
                sendBuffer,
                stillToBind);
    }

    /** Bytes of files that are still to be made. */
    long newFileBytes() {
        return fileBytes - heldBytes;
    }
}
