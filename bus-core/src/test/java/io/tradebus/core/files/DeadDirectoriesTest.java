package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.files.DeadDirectories.Removal;
import io.tradebus.core.format.control.ControlFileLengths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadDirectoriesTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long TIMEOUT_MS = 10_000;
    private static final long STALE_MS = NOW_MS - TIMEOUT_MS - 1;
    private static final ControlFileLengths SMALL =
            new ControlFileLengths((1 << 20) + 768, (1 << 20) + 128, 1 << 20, 4 << 20, 4096);

    private static long deadPid;

    private final TestDirectory parent = new TestDirectory();
    private final DeadDirectories directories = new DeadDirectories(parent.path(), "bus-shop-");

    @BeforeAll
    static void endAProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        deadPid = process.pid();
    }

    @AfterEach
    void deleteFiles() {
        parent.close();
    }

    @Test
    void removesWhatAKilledDriverLeftAndSaysHowLargeItWas() throws IOException {
        Path dead = leave("bus-shop-" + deadPid, deadPid, STALE_MS);
        Files.write(dead.resolve("publications").resolve("7.logbuffer"), new byte[1000]);
        long length = new DriverDirectory(dead).length();

        assertThat(removed()).containsExactly(new Removal(dead, length, null));
        assertThat(dead).doesNotExist();
        assertThat(length).isGreaterThan(SMALL.fileLength());
    }

    @Test
    void removesThoseOfAProcessThatHadSeveral() {
        Path dead = leave("bus-shop-" + deadPid + "-2", deadPid, STALE_MS);

        assertThat(removed()).extracting(Removal::path).containsExactly(dead);
    }

    @Test
    void leavesTheDirectoryOfALiveProcessHoweverOldTheHeartbeat() {
        long pid = ProcessHandle.current().pid();

        leave("bus-shop-" + pid, pid, STALE_MS);

        assertNothingIsRemoved();
    }

    @Test
    void leavesADriverThatMayBeAliveWhereItsProcessIsNotSeen() {
        leave("bus-shop-" + deadPid, deadPid, STALE_MS + 1);

        assertNothingIsRemoved();
    }

    @Test
    void leavesOneThatStoppedInOrder() {
        leave("bus-shop-" + deadPid, deadPid, -1);

        assertNothingIsRemoved();
    }

    @Test
    void leavesWhatBelongsToOthers() throws IOException {
        long pid = ProcessHandle.current().pid();
        leave("bus-workshop-" + deadPid, deadPid, STALE_MS);
        leave("bus-shop-2-" + deadPid, deadPid, STALE_MS);
        leave("bus-shop-" + deadPid + "-3", pid, STALE_MS);
        leave("bus-shop-blue", deadPid, STALE_MS);
        leave("bus-shop-", deadPid, STALE_MS);
        leave("bus-shop-" + deadPid + "-", deadPid, STALE_MS);
        leave("bus-shop-" + deadPid + "-old", deadPid, STALE_MS);
        leave("bus-shop-" + deadPid + "5".repeat(20), deadPid, STALE_MS);
        Path elsewhere = leave("elsewhere", deadPid, STALE_MS);
        Files.createSymbolicLink(parent.path().resolve("bus-shop-" + deadPid + "-4"), elsewhere);

        assertNothingIsRemoved();
    }

    @Test
    void leavesADirectoryWithoutAControlFileAndAFile() throws IOException {
        Files.createDirectory(parent.path().resolve("bus-shop-" + deadPid));
        Files.createFile(parent.path().resolve("bus-shop-" + deadPid + "-2"));

        assertNothingIsRemoved();
    }

    @Test
    void findsNothingWhereThereIsNoParent() {
        var nowhere = new DeadDirectories(parent.path().resolve("nowhere"), "bus-shop-");

        assertThat(nowhere.remove(NOW_MS, TIMEOUT_MS)).isEmpty();
    }

    private List<Removal> removed() {
        return directories.remove(NOW_MS, TIMEOUT_MS);
    }

    private void assertNothingIsRemoved() {
        String[] before = parent.path().toFile().list();

        assertThat(removed()).isEmpty();
        assertThat(parent.path().toFile().list()).containsExactlyInAnyOrder(before);
    }

    private Path leave(String name, long pid, long heartbeatMs) {
        var directory = new DriverDirectory(parent.path().resolve(name));
        directory.create();
        try (ControlFile control = ControlFile.create(directory.path(), SMALL, 10_000_000_000L, STALE_MS, pid)) {
            new ManyToOneRingBuffer(control.toDriverBuffer()).consumerHeartbeatTime(heartbeatMs);
            control.publishVersion();
        }
        return directory.path();
    }
}
