package io.tradebus.benchmarks;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How a process is ended, and waited for. */
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

    /**
     * Ends a process and all that it has started, and returns once they are gone. It is asked to, and does that itself unless it
     * hangs; what is still there afterwards, or after the grace it is given, is ended by force.
     */
    static void endTree(Process process, long graceS) throws InterruptedException {
        Set<ProcessHandle> started = process.descendants().collect(Collectors.toCollection(HashSet::new));
        process.destroy();
        if (!process.waitFor(graceS, TimeUnit.SECONDS)) {
            process.descendants().forEach(started::add);
            process.destroyForcibly().waitFor();
        }
        started.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(started.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, END_TIMEOUT_S, TimeUnit.SECONDS)
                .join();
    }
}
