package io.tradebus.benchmarks;

import java.util.concurrent.TimeUnit;

/** How a process that was told to end is waited for. */
final class ChildProcess {
    private static final long END_TIMEOUT_S = 30;

    private ChildProcess() {}

    /** Returns once it has ended; by force if it takes too long or the caller is interrupted. */
    static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
