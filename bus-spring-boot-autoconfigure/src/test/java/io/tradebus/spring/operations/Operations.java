package io.tradebus.spring.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of docs/operations. */
final class Operations {
    private static final Path DIRECTORY = Path.of("../docs/operations");

    private Operations() {}

    static String read(String file) {
        try {
            return Files.readString(DIRECTORY.resolve(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
