package io.tradebus.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * What one measurement takes of processors, in all processes of a pair, and of memory, on the threads that work for its
 * clients. In drivers in the clients' process it counts what drivers of other makers take, too.
 */
final class ResourceUse {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final PeerPair pair;
    private volatile long beginNs;
    private volatile long endNs;

    ResourceUse(PeerPair pair) {
        this.pair = pair;
    }

    void begin() {
        beginNs = cpuNs();
    }

    void end() {
        endNs = cpuNs();
    }

    private long cpuNs() {
        return pair.driverCpuNs() + SYSTEM.getProcessCpuTime();
    }

    /** Processor time from the beginning to the end. */
    double cpuSecondsPerMillion(long messages) {
        return perMillion(endNs - beginNs, messages);
    }

    static double perMillion(long cpuNs, long messages) {
        return cpuNs / SECOND_NS * 1e6 / messages;
    }

    static double allocatedPerMessage(long messages, Progress... threads) {
        long bytes = 0;
        for (Progress thread : threads) {
            bytes += thread.allocatedBytes();
        }
        return (double) bytes / messages;
    }
}
