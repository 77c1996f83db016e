package io.tradebus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DefaultDirectoryTest {
    private static final Path TEMPORARY = Path.of("/var/tmp");

    @Test
    @Conformance("SM-1")
    void isInMemoryAndNamedAfterTheUserOnLinux() {
        assertThat(DefaultDirectory.path("Linux", "ada", TEMPORARY, true)).isEqualTo(Path.of("/dev/shm/aeron-ada"));
    }

    @Test
    void isAmongTemporaryFilesElsewhere() {
        assertThat(DefaultDirectory.path("Linux", "ada", TEMPORARY, false)).isEqualTo(Path.of("/var/tmp/aeron-ada"));
        assertThat(DefaultDirectory.path("Mac OS X", "ada", TEMPORARY, true)).isEqualTo(Path.of("/var/tmp/aeron-ada"));
    }

    @Test
    void isNamedDefaultWithoutAUser() {
        assertThat(DefaultDirectory.path("Linux", null, TEMPORARY, true)).isEqualTo(Path.of("/dev/shm/aeron-default"));
    }

    @Test
    @Conformance("SM-1")
    void isTheSameAsThatOfAStockClient() {
        assertThat(DefaultDirectory.path()).isEqualTo(Path.of(io.aeron.CommonContext.getAeronDirectoryName()));
    }
}
