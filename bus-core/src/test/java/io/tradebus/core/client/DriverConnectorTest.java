package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that waits for a driver. Time moves when the client pauses, and with each pause the driver does a step. */
class DriverConnectorTest {
    private static final long TIMEOUT_MS = 10_000;

    @TempDir
    private Path directory;

    private final List<Long> pauses = new ArrayList<>();
    private final Deque<Runnable> driverSteps = new ArrayDeque<>();
    private final List<FakeDriver> drivers = new ArrayList<>();
    private long nowMs = 1_000_000;

    @AfterEach
    void close() {
        drivers.forEach(FakeDriver::close);
    }

    @Test
    void connectsAtOnceToADriverThatIsAlive() {
        driver().started(nowMs - TIMEOUT_MS);

        connectAndClose();

        assertThat(pauses).isEmpty();
    }

    @Test
    @Conformance("SM-8")
    void waitsWhileADriverStartsStepByStep() {
        driverSteps.add(() -> write(new byte[100]));
        driverSteps.add(() -> {
            delete();
            driver();
        });
        driverSteps.add(() -> last().file.publishVersion());
        driverSteps.add(() -> last().ring.consumerHeartbeatTime(nowMs));

        connectAndClose();

        // No file, a short file, no version, no heartbeat.
        assertThat(pauses).containsExactly(16L, 16L, 1L, 1L);
    }

    @Test
    @Conformance("SM-8")
    void waitsUntilAnotherDriverTakesThePlaceOfADeadOne() {
        driver().started(nowMs - TIMEOUT_MS - 1);
        driverSteps.add(() -> last().ring.consumerHeartbeatTime(-1));
        driverSteps.add(() -> {
            delete();
            driver().started(nowMs);
        });

        connectAndClose();

        assertThat(pauses).containsExactly(100L, 100L);
    }

    @Test
    @Conformance("SM-8")
    void looksAgainWhenTheFileIsShorterThanItsSections() {
        driver().started(nowMs);
        byte[] whole = read();
        delete();
        write(Arrays.copyOf(whole, 4096));
        driverSteps.add(() -> {
            delete();
            write(whole);
        });

        connectAndClose();

        assertThat(pauses).containsExactly(1L);
    }

    @Test
    @Conformance("SM-8")
    void givesUpWhenThereIsNoFile() {
        assertUnavailable("no driver is running");
        assertThat(pauses).containsOnly(16L).hasSize(626);
    }

    @Test
    @Conformance("SM-8")
    void givesUpWhenTheFileStaysShort() {
        write(new byte[127]);

        assertUnavailable("no driver is running");
    }

    @Test
    @Conformance("SM-8")
    void givesUpWhenThereIsNoVersion() {
        driver();

        assertUnavailable("did not finish");
        assertThat(pauses).containsOnly(1L);
    }

    @Test
    @Conformance("SM-8")
    void givesUpWhenThereIsNoHeartbeat() {
        driver().file.publishVersion();

        assertUnavailable("never showed life");
        assertThat(pauses).containsOnly(1L);
    }

    @Test
    @Conformance("SM-8")
    void givesUpOnADeadDriverAndSaysHowLongItIsDead() {
        driver().started(nowMs - 60_000);

        DriverUnavailableException failure = assertUnavailable("not running any more");
        assertThat(failure.heartbeatAgeMs()).isBetween(70_000L, 70_200L);
        assertThat(failure.directory()).isEqualTo(directory);
        assertThat(pauses).containsOnly(100L);
    }

    @Test
    @Conformance("SM-8")
    void givesUpOnADriverThatStopped() {
        driver().started(-1);

        assertThat(assertUnavailable("not running any more").heartbeatAgeMs())
                .isEqualTo(DriverUnavailableException.NO_HEARTBEAT);
    }

    @Test
    @Conformance("SM-7")
    void refusesAnotherMajorVersion() {
        driver().started(nowMs);
        writeVersion(1 << 16 | 2 << 8);

        assertThatThrownBy(this::connectAndClose)
                .isInstanceOf(BusException.class)
                .hasMessageContaining("1.2.0")
                .hasMessageContaining("0.2.0");
        assertThat(pauses).isEmpty();
    }

    @Test
    @Conformance("SM-7")
    void refusesAnOlderMinorVersion() {
        driver().started(nowMs);
        writeVersion(1 << 8 | 9);

        assertThatThrownBy(this::connectAndClose)
                .isInstanceOf(BusException.class)
                .hasMessageContaining("0.1.9");
    }

    @Test
    @Conformance("SM-7")
    void acceptsANewerMinorVersionAndAnyPatch() {
        driver().started(nowMs);
        writeVersion(3 << 8 | 9);

        connectAndClose();
    }

    @Test
    @Conformance("SM-11")
    void refusesAKeepAliveIntervalThatTheDriverWouldNotWaitFor() {
        FakeDriver driver = new FakeDriver(directory, 500_000_000L).started(nowMs);
        drivers.add(driver);
        DriverLink link = connector().connect();
        ClientConfig config = ClientConfig.defaults(directory);

        assertThatThrownBy(() -> conductor(config, link))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("keepAliveIntervalNs");

        ClientTimeouts shorter = config.timeouts().withKeepAliveIntervalNs(499_999_999L);
        assertThat(conductor(config.withTimeouts(shorter), link).clientId()).isEqualTo(1);
        link.close();
    }

    private ClientConductor conductor(ClientConfig config, DriverLink link) {
        return new ClientConductor(config, new ClientListener() {}, link, () -> 0, () -> nowMs);
    }

    private DriverUnavailableException assertUnavailable(String problem) {
        long startMs = nowMs;
        DriverUnavailableException[] failure = new DriverUnavailableException[1];
        assertThatThrownBy(this::connectAndClose)
                .isInstanceOfSatisfying(DriverUnavailableException.class, thrown -> failure[0] = thrown)
                .hasMessageContaining(problem)
                .hasMessageContaining("waited 10000 ms")
                .hasMessageContaining(directory.toString());
        assertThat(nowMs - startMs).isBetween(TIMEOUT_MS, TIMEOUT_MS + 100);
        return failure[0];
    }

    private void connectAndClose() {
        connector().connect().close();
    }

    private DriverConnector connector() {
        return new DriverConnector(directory, TIMEOUT_MS, () -> nowMs, milliseconds -> {
            pauses.add(milliseconds);
            nowMs += milliseconds;
            Runnable step = driverSteps.poll();
            if (step != null) {
                step.run();
            }
        });
    }

    private FakeDriver driver() {
        FakeDriver driver = new FakeDriver(directory);
        drivers.add(driver);
        return driver;
    }

    private FakeDriver last() {
        return drivers.get(drivers.size() - 1);
    }

    private Path file() {
        return directory.resolve("cnc.dat");
    }

    private void write(byte[] content) {
        try {
            Files.write(file(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete() {
        try {
            Files.delete(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeVersion(int version) {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, version);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
