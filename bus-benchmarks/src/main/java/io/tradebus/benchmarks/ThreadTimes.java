package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time of a process's threads, as Linux counts it.
 *
 * @param byName nanoseconds by thread name, of which Linux keeps the first fifteen characters
 */
record ThreadTimes(Map<String, Long> byName) {
    private static final Path PROCESSES = Path.of("/proc");

    static ThreadTimes of(long pid) {
        return read(PROCESSES.resolve(Long.toString(pid)).resolve("task"));
    }

    /** Reads a directory with one directory for each thread. */
    static ThreadTimes read(Path tasks) {
        Map<String, Long> byName = new TreeMap<>();
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                add(byName, thread);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("times of threads are not to be had on this system", e);
        }
        return new ThreadTimes(byName);
    }

    private static void add(Map<String, Long> byName, Path thread) throws IOException {
        try {
            String name = Files.readString(thread.resolve("comm")).trim();
            String[] times =
                    Files.readString(thread.resolve("schedstat")).trim().split(" ");
            byName.merge(name, Long.parseLong(times[0]), Long::sum);
        } catch (NoSuchFileException e) {
            // It has ended since the list was made.
            return;
        }
    }

    /** Nanoseconds of all threads with one of some texts in their names. */
    long ofThreads(List<String> texts) {
        long sum = 0;
        for (Map.Entry<String, Long> thread : byName.entrySet()) {
            if (texts.stream().anyMatch(thread.getKey()::contains)) {
                sum += thread.getValue();
            }
        }
        return sum;
    }
}
