package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a benchmark found, to be read by programs and by people. */
interface Report {
    /** The benchmark's name, also that of its files. */
    String name();

    /** What it ran on and with, by name. */
    Map<String, String> conditions();

    /** A Markdown table of the medians. */
    String table();

    /** Adds all values of all rounds. */
    void writeValues(JsonText json);

    /** The conditions, and all values of all rounds. */
    default String json() {
        JsonText json = new JsonText();
        json.beginObject();
        json.field("benchmark", name());
        json.beginObject("conditions");
        conditions().forEach(json::field);
        json.endObject();
        writeValues(json);
        json.endObject();
        return json.text();
    }

    /** What stands below the table: a Markdown list of the conditions. */
    default String notes() {
        StringBuilder text = new StringBuilder();
        conditions()
                .forEach((key, value) ->
                        text.append("- ").append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** The table and the notes. */
    default String markdown() {
        return table() + "\n" + notes();
    }

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
