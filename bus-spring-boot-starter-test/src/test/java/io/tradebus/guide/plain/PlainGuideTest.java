package io.tradebus.guide.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainGuideTest {
    @Test
    void handlesWhatItPublishes(@TempDir Path directory) {
        List<Long> positions = new ArrayList<>();
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> Plain.run(
                        directory.resolve("driver"), new UnsafeBuffer("buy 100 ABC".getBytes(UTF_8)), positions::add));

        assertThat(positions).containsExactly(64L);
    }
}
