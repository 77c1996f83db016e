package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a benchmark found, to be read by programs and by people. */
interface Report {
    /** The benchmark's name, also that of its files. */
    String name();

    /** All values of all rounds. */
    String json();

    /** A Markdown table of the medians, and the conditions below it. */
    String markdown();

    /** Writes the JSON text to a file named after the benchmark. */
    default Path writeJson(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve(name() + ".json"), json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts the table into a document, between the lines {@code <!-- begin name -->} and {@code <!-- end name -->}.
     *
     * @throws IllegalArgumentException if the document has no such lines
     */
    default void writeInto(Path document) {
        try {
            Files.writeString(document, insertedInto(Files.readString(document)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document with the table in it. */
    default String insertedInto(String document) {
        String begin = "<!-- begin " + name() + " -->\n";
        int from = document.indexOf(begin);
        int to = document.indexOf("<!-- end " + name() + " -->", from + 1);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("the document has no lines that mark the place of " + name());
        }
        return document.substring(0, from) + begin + "\n" + markdown() + "\n" + document.substring(to);
    }
}
