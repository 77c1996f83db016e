package io.tradebus.core.config.option;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DriverConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/configuration.md}. Run with {@code -Ddocs.update=true} to write the file. */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT =
            Path.of("..", "docs", "configuration.md").toAbsolutePath().normalize();

    private static final String HEAD = """
            # Settings of the driver

            A driver that runs on its own takes every setting as a property (`-Dname=value`, or in a properties file) and
            as an environment variable. A program that embeds one sets the records of `io.tradebus.core.config`; in Spring
            it is `bus.*`. This table is made from the code by `ConfigurationDocumentTest`.

            - A size is a number of bytes, or one with the suffix k, m or g (binary).
            - A duration is a number of nanoseconds, or one with the suffix ns, us, ms or s.
            - A property that cannot be read or is out of range is an error at start. An environment variable that cannot be
              read is a warning, and the default holds; one that is out of range becomes the nearest value that is allowed.
            - A flag is true as a property only by the text `true`; in the environment also by `1` and `on`.
            - A name that begins with `aeron.` or `AERON_` and is not known is reported with the nearest known one. Names of
              Archive, Cluster and of clients are known and left alone.

            | Property | Environment | Default | Allowed | Meaning |
            |---|---|---|---|---|
            """;

    @Test
    void theDocumentIsUpToDate() throws Exception {
        String document = document();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(DOCUMENT, document, UTF_8);
        }

        assertThat(Files.readString(DOCUMENT, UTF_8))
                .as("docs/configuration.md; run with -Ddocs.update=true to write it")
                .isEqualTo(document);
    }

    private static String document() {
        Map<String, String> defaults = DriverOptions.values(DriverConfig.defaults(Path.of("/dev/shm/aeron-user")));
        StringBuilder text = new StringBuilder(HEAD);
        for (DriverOption option : DriverOptions.all()) {
            String printed = defaults.getOrDefault(option.property(), "");
            String value = option.property().equals("aeron.dir")
                    ? "`/dev/shm/aeron-<user>`, without `/dev/shm` among temporary files"
                    : printed.isEmpty() ? "" : "`" + printed + "`";
            text.append("| `")
                    .append(option.property())
                    .append("` | `")
                    .append(option.environmentName())
                    .append("` | ")
                    .append(value)
                    .append(" | ")
                    .append(option.allowed())
                    .append(" | ")
                    .append(option.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }
}
