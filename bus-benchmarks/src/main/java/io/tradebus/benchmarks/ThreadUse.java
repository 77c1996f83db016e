package io.tradebus.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the current thread has used.
 *
 * @param elapsedNs time that has passed
 * @param cpuNs time in which it had a processor
 * @param allocatedBytes what it has allocated
 */
record ThreadUse(long elapsedNs, long cpuNs, long allocatedBytes) {
    /** Nothing, at no time. */
    static final ThreadUse NONE = new ThreadUse(0, 0, 0);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** From some moment on until now. */
    static ThreadUse now() {
        return new ThreadUse(
                System.nanoTime(), THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    ThreadUse since(ThreadUse before) {
        return new ThreadUse(
                elapsedNs - before.elapsedNs, cpuNs - before.cpuNs, allocatedBytes - before.allocatedBytes);
    }
}
