package io.tradebus.spring.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process has at a moment: threads, open files and sockets, mapped files. Files and maps are those of Linux. What
 * the JVM loads code from is left out: it opens that when it first needs it, and keeps it.
 */
record ProcessResources(Set<String> all) {
    private static final Path FILES = Path.of("/proc/self/fd");
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final List<String> CODE = List.of(".jar", ".so", ".jsa", "/modules");

    static ProcessResources now() {
        Set<String> all = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            all.add("thread " + thread.getName() + " #" + thread.getId());
        }
        if (Files.exists(FILES)) {
            all.addAll(openFiles());
            all.addAll(mappedFiles());
        }
        return new ProcessResources(all);
    }

    /** What there is now and was not then. */
    Set<String> without(ProcessResources before) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(before.all);
        return left;
    }

    private static List<String> openFiles() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> "file " + file.getFileName() + " -> " + target(file))
                    .filter(file -> !isCode(file) && !file.contains("/proc/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
            // The one by which they are listed, or one closed since.
            return "/proc/";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> mappedFiles() {
        try {
            return Files.readAllLines(MAPS).stream()
                    .filter(line -> line.indexOf('/') >= 0 && !isCode(line))
                    .map(line -> "map " + line.split(" ", 2)[0] + " " + line.substring(line.indexOf('/')))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCode(String line) {
        return CODE.stream().anyMatch(line::endsWith);
    }
}
