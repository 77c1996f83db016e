package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.ActiveDriverException;
import io.tradebus.core.BusException;
import io.tradebus.core.StorageException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.TerminationPolicy;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.CachedEpochClock;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriverStartTest {
    private final Path parent = TestDirectories.create();
    private final Path directory = parent.resolve("driver");
    private final CachedNanoClock nanoClock = new CachedNanoClock();
    private final CachedEpochClock epochClock = new CachedEpochClock();
    private final List<String> warnings = new ArrayList<>();

    DriverStartTest() {
        epochClock.update(1_700_000_000_000L);
    }

    @AfterEach
    void deleteDirectories() {
        new DriverDirectory(parent).delete();
    }

    @Test
    @Conformance({"SM-3", "DB-2"})
    void theVersionIsStoredWhenAllElseIsInPlace() {
        List<String> seen = new ArrayList<>();
        EpochClock spy = () -> {
            note(seen);
            return epochClock.time();
        };

        try (Driver driver = new DriverAssembly(config()).clocks(nanoClock, spy).start()) {
            // The clock is read last of all for the heartbeat.
            assertThat(seen).endsWith("version 0, protocol 65536");
            note(seen);
            assertThat(seen).endsWith("version 512, protocol 65536");
            assertThat(driver.isRunning()).isTrue();
        }
    }

    @Test
    void leavesNoDirectoryWhenTheControlFileCannotBeMade() {
        // The clock is read once more between making the directory and making the file.
        EpochClock occupier = () -> {
            try {
                if (Files.isDirectory(directory)) {
                    Files.createFile(directory.resolve("cnc.dat"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return epochClock.time();
        };

        assertThatThrownBy(() ->
                        new DriverAssembly(config()).clocks(nanoClock, occupier).start())
                .isInstanceOf(StorageException.class);

        assertThat(directory).doesNotExist();
    }

    @Test
    void leavesNoPortOpenWhenWhatComesAfterItFails() {
        TestNetwork network = new TestNetwork();
        DriverConfig config = config();
        DriverConfig named = config.withNetwork(config.network()
                .withResolver(config.network().resolver().withName("a").withInterfaceAddress("localhost:8055")));
        DriverAssembly assembly = network.join(new DriverAssembly(named)).randomLongs(() -> {
            throw new IllegalStateException("no randomness");
        });

        assertThatThrownBy(assembly::start).hasMessageContaining("no randomness");

        assertThat(network.port(PortRole.NAMES).isClosed).isTrue();
        assertThat(directory).doesNotExist();
    }

    @Test
    void letsGoOfSenderAndReceiverWhenTheirThreadsCannotBeMade() {
        TestNetwork network = new TestNetwork();
        DriverConfig config = config();
        IdleSettings impossible = IdleSettings.of(IdleStrategy.class.getName());
        DriverConfig failing = config.withThreading(config.threading()
                .withMode(ThreadingMode.DEDICATED)
                .withIdle(config.threading().idle().withReceiver(impossible)));

        assertThatThrownBy(() -> network.join(new DriverAssembly(failing)).start())
                .isInstanceOf(BusException.class);

        assertThat(network.openPollers()).isZero();
        assertThat(directory).doesNotExist();
    }

    private void note(List<String> seen) {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
            CountersReader counters =
                    new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer());
            seen.add("version " + control.version() + ", protocol " + counters.getCounterValue(43));
        } catch (IOException e) {
            seen.add("no file yet");
        }
    }

    @Test
    @Conformance({"SM-2", "SM-5", "SM-6", "DB-2", "DB-3"})
    void leavesAControlFileInWhichAllIsInPlace() throws IOException {
        try (Driver driver = start(config());
                ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
            assertThat(control.version()).isEqualTo(ControlFileLayout.FILE_VERSION);
            assertThat(control.heartbeatMs()).isEqualTo(epochClock.time());
            assertThat(control.startTimestampMs()).isEqualTo(epochClock.time());
            assertThat(control.clientLivenessTimeoutNs()).isEqualTo(10_000_000_000L);
            assertThat(control.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(directory.resolve("publications")).isDirectory();
            assertThat(directory.resolve("images")).isDirectory();
            assertThat(Files.size(directory.resolve("loss-report.dat"))).isEqualTo(1 << 20);
            assertThat(driver.counters().getCounterValue(34)).isEqualTo(78_592);
            assertThat(driver.counters().getCounterValue(43)).isEqualTo(65_536);
            assertThat(driver.counters().getCounterValue(SystemCounter.BYTES_MAPPED.id()))
                    .isEqualTo(Files.size(directory.resolve("cnc.dat")) + (1 << 20));
            assertThat(driver.isRunning()).isTrue();
        }
    }

    @Test
    @Conformance("SM-6")
    void givesTheFirstClientCorrelationIdOne() throws IOException {
        try (Driver driver = start(config());
                ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            assertThat(driver.isRunning()).isTrue();
            assertThat(new ManyToOneRingBuffer(control.toDriverBuffer()).nextCorrelationId())
                    .isEqualTo(1);
        }
    }

    @Test
    @Conformance({"SM-76", "SM-77", "DB-1"})
    void allocatesTheSystemCountersFirstAndInOrder() {
        try (Driver driver = start(config())) {
            CountersReader counters = driver.counters();
            for (int id = 0; id < SystemCounter.count(); id++) {
                assertThat(counters.getCounterTypeId(id)).isZero();
                assertThat(counters.getCounterOwnerId(id)).isEqualTo(-1);
                assertThat(counters.getCounterRegistrationId(id)).isEqualTo(id);
                assertThat(counters.getCounterLabel(id))
                        .startsWith(SystemCounter.of(id).label());
            }
            assertThat(counters.getCounterState(SystemCounter.count())).isEqualTo(CountersReader.RECORD_UNUSED);
        }
    }

    @Test
    @Conformance({"SM-9", "DB-4"})
    void isRefusedWhereAnotherDriverIsAlive() {
        try (Driver driver = start(config())) {
            assertThatExceptionOfType(ActiveDriverException.class)
                    .isThrownBy(() -> start(config()))
                    .withMessageContaining(directory + " is in use by a driver that was active 0 ms ago");
            driver.invoker().invoke();
            assertThat(driver.isRunning()).isTrue();
            assertThat(directory.resolve("cnc.dat")).exists();
        }
    }

    @Test
    @Conformance({"SM-9", "DB-4", "DB-5"})
    void startsOverWhereADriverDiedAndSavesItsErrors() throws IOException {
        Driver dead = start(config());
        try (ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            RawClient client = new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer()));
            client.removeCounter(77);
            dead.invoker().invoke();
        }
        epochClock.advance(10_001);

        try (Driver next = start(config())) {
            assertThat(next.isRunning()).isTrue();
            assertThat(next.counters().getCounterValue(SystemCounter.ERRORS.id()))
                    .isZero();
        }

        try (Stream<Path> saved = Files.list(parent)) {
            Path file = saved.filter(each -> each.toString().endsWith("-error.log"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(file)).contains("unknown counter: 77");
        }
        dead.close();
    }

    @Test
    @Conformance("DB-5")
    void anEmptyDirectoryIsFine() throws IOException {
        Files.createDirectories(directory);

        try (Driver driver = start(config())) {
            assertThat(driver.isRunning()).isTrue();
        }
    }

    @Test
    @Conformance({"SM-10", "DB-6"})
    void saysThatItIsGoneWhenItCloses() throws IOException {
        Driver driver = start(config());
        driver.close();
        driver.close();

        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
            assertThat(control.heartbeatMs()).isEqualTo(-1);
        }
        assertThat(driver.isRunning()).isFalse();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(driver::counters);
    }

    @Test
    @Conformance("DB-7")
    void deletesItsDirectoryWhenAskedTo() {
        DriverConfig config = config();
        start(config.withStorage(config.storage().withDeleteOnShutdown(true))).close();

        assertThat(directory).doesNotExist();
    }

    @Test
    void closesLogsThatAreInUse() throws IOException {
        Driver driver = start(config());
        try (ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            RawClient client = new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer()));
            client.addPublication("aeron:ipc", 1001);
            driver.invoker().invoke();
        }
        assertThat(directory.resolve("publications/2.logbuffer")).exists();

        driver.close();

        assertThat(directory.resolve("publications/2.logbuffer")).doesNotExist();
    }

    @Test
    void changesNothingWhenThereIsNotEnoughSpace() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(
                        () -> assembly(config()).usableSpace(path -> 1 << 20).start())
                .withMessageContaining("usable are 1048576");

        assertThat(directory).doesNotExist();
    }

    @Test
    @Conformance("DB-95")
    void refusesALogForWhichThereIsNoSpaceAndLeavesNoFile() throws IOException {
        long[] usable = {1L << 40};
        try (Driver driver = assembly(config()).usableSpace(path -> usable[0]).start();
                ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            EventTranscript events = new EventTranscript(control.toClientsBuffer());
            RawClient client = new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer()));
            usable[0] = 200_703;
            client.addPublication("aeron:ipc", 1001);
            driver.invoker().invoke();

            assertThat(events.take())
                    .contains("ON_ERROR correlation=2 code=12 message=insufficient usable storage for new log of"
                            + " length=200704");
            try (Stream<Path> logs = Files.list(directory.resolve("publications"))) {
                assertThat(logs).isEmpty();
            }

            usable[0] = 200_704;
            client.addPublication("aeron:ipc", 1001);
            driver.invoker().invoke();
            assertThat(events.take()).contains("ON_PUBLICATION_READY correlation=3");
        }
    }

    @Test
    @Conformance("DB-95")
    void warnsWhenSpaceIsRunningLow() throws IOException {
        DriverConfig config = config();
        config = config.withStorage(config.storage().withLowSpaceWarningThreshold(1 << 30));
        long[] usable = {1L << 40};
        try (Driver driver = assembly(config).usableSpace(path -> usable[0]).start();
                ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            RawClient client = new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer()));
            usable[0] = 1 << 30;
            client.addPublication("aeron:ipc", 1001);
            driver.invoker().invoke();

            assertThat(warnings).singleElement().asString().contains("space is running low");
            assertThat(directory.resolve("publications/2.logbuffer")).exists();
            assertThat(driver.counters().getCounterValue(SystemCounter.ERRORS.id()))
                    .isEqualTo(1);
        }
    }

    @Test
    @Conformance({"SM-12", "DB-99"})
    void aRequestToTerminateIsIgnoredUnlessItIsAllowed() throws IOException {
        assertThat(terminationRequestsHeard(TerminationPolicy.DENY)).isZero();
    }

    @Test
    @Conformance({"SM-12", "DB-99"})
    void theTerminationHookRunsOnce() throws IOException {
        assertThat(terminationRequestsHeard(TerminationPolicy.ALLOW)).isEqualTo(1);
    }

    @Test
    @Conformance("SM-12")
    void theValidatorSeesTheToken() throws IOException {
        List<String> tokens = new ArrayList<>();
        DriverAssembly assembly = assembly(config()).terminationValidator((token, offset, length) -> {
            tokens.add(token.getStringWithoutLengthAscii(offset, length));
            return false;
        });
        try (Driver driver = assembly.start();
                ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer())).terminate("open sesame");
            driver.invoker().invoke();
        }

        assertThat(tokens).containsExactly("open sesame");
    }

    @Test
    void anInvokerExistsOnlyInItsMode() {
        DriverConfig config = config();
        config = config.withThreading(config.threading().withMode(ThreadingMode.SHARED));
        try (Driver driver = assembly(config).start()) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(driver::invoker);
        }
    }

    private int terminationRequestsHeard(TerminationPolicy policy) throws IOException {
        int[] count = new int[1];
        DriverConfig config = config();
        config = config.withOperation(config.operation().withTermination(policy));
        try (Driver driver = assembly(config).terminationHook(() -> count[0]++).start();
                ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            RawClient client = new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer()));
            client.terminate("");
            client.terminate("again");
            driver.invoker().invoke();
            driver.invoker().invoke();
            assertThat(driver.isRunning()).isTrue();
        }
        return count[0];
    }

    private DriverConfig config() {
        DriverConfig config = DriverHarness.smallConfig(directory);
        return config.withStorage(config.storage().withDeleteOnShutdown(false));
    }

    private Driver start(DriverConfig config) {
        return assembly(config).start();
    }

    private DriverAssembly assembly(DriverConfig config) {
        return new DriverAssembly(config).clocks(nanoClock, epochClock).observer(new DriverObserver() {
            @Override
            public void onWarning(String text) {
                warnings.add(text);
            }
        });
    }
}
