package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * What a benchmark leaves that is ended by a signal: drivers go on in their processes, and their directories take memory. In the
 * end of the JVM all of it is removed; where a benchmark has ended by itself there is nothing left. For any thread.
 */
final class Leftovers {
    private static final long END_TIMEOUT_S = 10;
    private static final Set<Path> DIRECTORIES = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /** From now on, when this JVM ends; not if it is killed by force. */
    static void removeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::remove, "benchmark-leftovers"));
    }

    /** Takes note of a directory that whoever made it deletes. */
    static void onCreated(Path directory) {
        DIRECTORIES.add(directory);
    }

    private static void remove() {
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        processes.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, END_TIMEOUT_S, TimeUnit.SECONDS)
                .join();
        processes.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        DIRECTORIES.forEach(directory -> IoUtil.delete(directory.toFile(), true));
    }
}
