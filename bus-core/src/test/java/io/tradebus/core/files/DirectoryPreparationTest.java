package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.ActiveDriverException;
import io.tradebus.core.DriverTimeoutException;
import io.tradebus.core.StorageException;
import io.tradebus.core.format.control.ControlFileLengths;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryPreparationTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long TIMEOUT_MS = 10_000;
    private static final long NEEDED = 50L << 20;
    private static final ControlFileLengths SMALL =
            new ControlFileLengths((1 << 20) + 768, (1 << 20) + 128, 1 << 20, 4 << 20, 4096);

    private final TestDirectory parent = new TestDirectory();
    private final DriverDirectory directory = new DriverDirectory(parent.path().resolve("driver"));
    private final List<String> notices = new ArrayList<>();
    private long nowMs = NOW_MS;
    private long usableBytes = 1L << 40;

    @AfterEach
    void deleteFiles() {
        parent.close();
    }

    @Test
    @Conformance("SM-2")
    void createsTheDirectoryAndItsParts() {
        prepare(false);

        assertThat(directory.path().resolve("publications")).isEmptyDirectory();
        assertThat(directory.path().resolve("images")).isEmptyDirectory();
        assertThat(notices).isEmpty();
    }

    @Test
    @Conformance("DB-5")
    void acceptsAnEmptyDirectory() throws IOException {
        Files.createDirectories(directory.path());

        prepare(false);

        assertThat(directory.path().resolve("publications")).isEmptyDirectory();
    }

    @Test
    @Conformance({"SM-9", "DB-4"})
    void refusesADirectoryWithAnActiveDriver() {
        leaveDriver(NOW_MS - TIMEOUT_MS);

        assertThatThrownBy(() -> prepare(false))
                .isInstanceOf(ActiveDriverException.class)
                .hasMessageContaining("is in use by a driver that was active 10000 ms ago")
                .hasMessageContaining("bus.driver.mode=external")
                .hasMessageEndingWith(
                        "one that was killed counts as alive until it has been silent for 10000 ms, so start again after that");
        assertThat(directory.controlFile()).exists();
    }

    @Test
    @Conformance({"SM-9", "DB-4"})
    void startsOverWhenTheHeartbeatIsStale() throws IOException {
        leaveDriver(NOW_MS - TIMEOUT_MS - 1);
        Path oldLog = Files.createFile(directory.publicationLog(4));

        prepare(false);

        assertThat(oldLog).doesNotExist();
        assertThat(directory.controlFile()).doesNotExist();
    }

    @Test
    void startsOverWhenTheOtherDriverStoppedCleanly() {
        leaveDriver(-1);

        prepare(false);

        assertThat(directory.controlFile()).doesNotExist();
    }

    @Test
    @Conformance({"SM-9", "DB-5"})
    void savesTheErrorsOfTheLastDriverBesideTheDirectory() throws IOException {
        leaveDriver(-1, new IllegalStateException("disk on fire"));

        prepare(false);

        Path saved = parent.path().resolve("driver-2023-11-14-22-13-20-000+0000-error.log");
        assertThat(Files.readString(saved))
                .contains("2 observations from 2023-11-14 22:13:20.000+0000", "disk on fire", "\tat ");
        assertThat(notices).singleElement().asString().contains(saved.toString());
    }

    @Test
    void asksNobodyWhenToldToDeleteOnStart() {
        leaveDriver(NOW_MS);

        prepare(true);

        assertThat(directory.controlFile()).doesNotExist();
    }

    @Test
    @Conformance("SM-9")
    void givesUpOnADriverThatNeverFinishesItsControlFile() throws IOException {
        Files.createDirectories(directory.path());
        ControlFile.create(directory.path(), SMALL, 1, 1, 1).close();

        assertThatThrownBy(() -> prepare(false))
                .isInstanceOf(DriverTimeoutException.class)
                .hasMessageContaining("created but not filled within 10000 ms");
        assertThat(nowMs).isEqualTo(NOW_MS + TIMEOUT_MS + 1);
    }

    @Test
    void refusesAControlFileOfAnotherMajorVersion() throws IOException {
        Files.createDirectories(directory.path());
        byte[] foreign = new byte[4096];
        new UnsafeBuffer(foreign).putInt(0, 1 << 16);
        Files.write(directory.controlFile(), foreign);

        assertThatThrownBy(() -> prepare(false))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is of version 1.0.0, which this driver cannot read");
    }

    @Test
    void changesNothingWhenThereIsNotEnoughSpace() {
        leaveDriver(-1, new IllegalStateException("kept"));
        usableBytes = 1 << 20;

        assertThatThrownBy(() -> prepare(false))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("not enough space for the control file and the loss report")
                .hasMessageContaining("needs " + NEEDED + " bytes")
                .hasMessageContaining("--shm-size");
        assertThat(directory.controlFile()).exists();
        assertThat(parent.path()).isDirectoryNotContaining("glob:**error.log");
    }

    @Test
    void countsWhatTheOldFilesWillSetFree() {
        leaveDriver(-1);
        usableBytes = NEEDED - SMALL.fileLength();

        prepare(false);

        assertThat(directory.controlFile()).doesNotExist();
    }

    @Test
    void warnsOfLowSpaceAndOfAnExistingDirectoryWhenAsked() throws IOException {
        Files.createDirectories(directory.path());
        usableBytes = 100L << 20;

        preparation().run(new DirectoryPreparation.Rules(false, true, TIMEOUT_MS, NEEDED), storage());

        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).isEqualTo("driver directory " + directory.path() + " exists");
        assertThat(notices.get(1)).contains("space is running low", "usable are 104857600 bytes");
    }

    @Test
    void startsOverBehindALinkAndKeepsTheLink() throws IOException {
        leaveDriver(-1);
        Path link = Files.createSymbolicLink(parent.path().resolve("link"), directory.path());

        DriverDirectory linked = new DriverDirectory(link);
        new DirectoryPreparation(linked, () -> nowMs, new TimeMovingIdle(), ZoneOffset.UTC, notices::add)
                .run(new DirectoryPreparation.Rules(false, false, TIMEOUT_MS, NEEDED), storage());

        assertThat(link).isSymbolicLink();
        assertThat(directory.controlFile()).doesNotExist();
        assertThat(directory.path().resolve("publications")).isEmptyDirectory();
    }

    @Test
    void tellsWhetherADriverIsAlive() {
        assertThat(directory.look(NOW_MS, TIMEOUT_MS).state()).isEqualTo(DriverSighting.State.ABSENT);

        leaveDriver(NOW_MS - 5);
        assertThat(directory.look(NOW_MS, TIMEOUT_MS)).isEqualTo(new DriverSighting(DriverSighting.State.ACTIVE, 5, 1));
        assertThat(directory.look(NOW_MS + TIMEOUT_MS, TIMEOUT_MS).state()).isEqualTo(DriverSighting.State.DEAD);
    }

    private void prepare(boolean deleteOnStart) {
        preparation().run(new DirectoryPreparation.Rules(deleteOnStart, false, TIMEOUT_MS, NEEDED), storage());
    }

    private DirectoryPreparation preparation() {
        return new DirectoryPreparation(directory, () -> nowMs, new TimeMovingIdle(), ZoneOffset.UTC, notices::add);
    }

    private StorageCheck storage() {
        return new StorageCheck(directory.path(), true, 160L << 20, path -> usableBytes, notices::add);
    }

    private void leaveDriver(long heartbeatMs, Throwable... errors) {
        directory.create();
        try (ControlFile control = ControlFile.create(directory.path(), SMALL, 10_000_000_000L, 1, 1)) {
            DistinctErrorLog errorLog = new DistinctErrorLog(control.errorLogBuffer(), () -> NOW_MS);
            for (Throwable error : errors) {
                errorLog.record(error);
                errorLog.record(error);
            }
            new ManyToOneRingBuffer(control.toDriverBuffer()).consumerHeartbeatTime(heartbeatMs);
            control.publishVersion();
        }
    }

    private final class TimeMovingIdle implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            idle();
        }

        @Override
        public void idle() {
            nowMs++;
        }

        @Override
        public void reset() {}
    }
}
