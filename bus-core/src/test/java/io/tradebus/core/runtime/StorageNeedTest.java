package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.StorageException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StorageNeedTest {
    private static final DriverConfig DRIVER = DriverConfig.defaults(Path.of("/dev/shm/bus-storage-need"));

    @Test
    void addsUpFilesOfTheDriverAndLogsOfItsStreams() {
        DriverConfig driver =
                DRIVER.withLog(DRIVER.log().withIpcTermLength(1 << 20).withTermLength(2 << 20));

        StorageNeed need = StorageNeed.of(
                driver,
                List.of(
                        StreamDefinition.of("a", "aeron:ipc", 1),
                        StreamDefinition.of("b", "aeron:ipc?term-length=64k", 2),
                        StreamDefinition.of("c", "aeron:udp?endpoint=localhost:40123", 3)));

        assertThat(need.controlFileBytes()).isEqualTo(48_238_592);
        assertThat(need.lossReportBytes()).isEqualTo(1 << 20);
        assertThat(need.logBytes()).isEqualTo(3 * ((1 << 20) + (64 << 10) + (2 << 20)) + 3 * 4096);
        assertThat(need.bytes()).isEqualTo(48_238_592 + (1 << 20) + need.logBytes());
    }

    @Test
    void addsTheLogOfRepliesToThatOfRequests() {
        DriverConfig driver = DRIVER.withLog(DRIVER.log().withIpcTermLength(1 << 20));

        StorageNeed need = StorageNeed.of(
                driver,
                List.of(StreamDefinition.of("a", "aeron:ipc", 1)
                        .withReplies(new ReplyAddress("aeron:ipc?control-mode=response|term-length=64k", 2))));

        assertThat(need.logBytes()).isEqualTo(3 * ((1 << 20) + (64 << 10)) + 2 * 4096);
        assertThat(need.streams()).isEqualTo(1);
    }

    @Test
    void countsWhatAnEarlierDriverHasLeftAsFreeSinceTheStartDeletesIt() throws IOException {
        Path directory = TestDirectories.create();
        // More than any machine has, of which nothing is written.
        List<StreamDefinition> streams = IntStream.range(0, 300)
                .mapToObj(i -> StreamDefinition.of("s" + i, "aeron:ipc?term-length=1g", i))
                .toList();
        StorageNeed need = StorageNeed.of(DriverConfig.defaults(directory), streams);
        try {
            assertThatThrownBy(need::require).isInstanceOf(StorageException.class);

            try (RandomAccessFile left =
                    new RandomAccessFile(directory.resolve("left.logbuffer").toFile(), "rw")) {
                left.setLength(2L << 40);
            }
            assertThatCode(need::require).doesNotThrowAnyException();
        } finally {
            new DriverDirectory(directory).delete();
        }
    }

    @Test
    void namesTheSumTheSpaceAndThreeWaysOut() {
        StorageNeed need =
                StorageNeed.of(DRIVER, List.of(StreamDefinition.of("orders", "aeron:ipc?term-length=4m", 1001)));

        assertThat(need.problem(20 << 20))
                .isEqualTo(
                        "not enough space in /dev/shm/bus-storage-need: needs 60 MiB (control file 47 MiB, loss report"
                                + " 1 MiB, logs of 1 stream 13 MiB), usable are 20 MiB. Do one of: use smaller terms"
                                + " (bus.driver.term-length, or term-length of a stream; a log takes three terms); make the"
                                + " shared memory larger (a container: --shm-size); put the driver elsewhere"
                                + " (bus.driver.directory)");
    }
}
