package io.tradebus.example.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.example.risk.journal.DecisionJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Both services as processes; one of them is killed while orders flow, and started again. */
class KilledProcessIT {
    private static final int ORDERS = 40_000;
    private static final int SOME = 8_000;

    @TempDir
    Path directory;

    private Path memory;

    @BeforeEach
    void makeADirectoryInMemory() throws IOException {
        Path shared = Path.of("/dev/shm");
        memory = Files.isWritable(shared)
                ? Files.createTempDirectory(shared, "tradebus-it-")
                : Files.createTempDirectory("tradebus-it-");
    }

    @AfterEach
    void deleteTheDirectoryInMemory() throws IOException {
        FileSystemUtils.deleteRecursively(memory);
    }

    @Test
    void everyOrderGetsOneDecisionAlthoughTheRiskServiceIsKilled() {
        try (ServiceProcess gateway = gateway("gateway")) {
            try (ServiceProcess first = risk("risk-1")) {
                first.await("some decisions", () -> decidedCount() > SOME);
                first.kill();
            }
            gateway.await(
                    "health to tell the loss",
                    () -> gateway.health("/components/riskService/details/state")
                            .equals("lost"));
            assertThat(decidedCount()).isLessThan(ORDERS);

            try (ServiceProcess second = risk("risk-2")) {
                assertThat(gateway.awaitEnd()).as(gateway.log()).isZero();
                second.await(
                        "the driver to be missed",
                        () -> !second.logLines("driver").isEmpty());
            }
            assertThat(gateway.logLines("risk service lost")).hasSize(1);
            assertThat(gateway.logLines("asked again for")).hasSize(2);
        }
        assertThatEachOrderWasDecidedOnce();
    }

    @Test
    void everyOrderGetsOneDecisionAlthoughTheGatewayIsKilled() {
        try (ServiceProcess risk = risk("risk")) {
            try (ServiceProcess first = gateway("gateway-1")) {
                first.await("some decisions", () -> decidedCount() > SOME);
                first.kill();
            }
            risk.await(
                    "health to tell the loss",
                    () -> risk.health("/components/orderGateway/status").equals("DOWN"));
            risk.await(
                    "the log to tell the loss",
                    () -> !risk.logLines("driver lost").isEmpty());
            assertThat(decidedCount()).isLessThan(ORDERS);

            try (ServiceProcess second = gateway("gateway-2")) {
                assertThat(second.awaitEnd()).as(second.log() + risk.log()).isZero();
            }
            assertThat(risk.logLines("driver lost")).hasSizeBetween(1, 2);
        }
        assertThatEachOrderWasDecidedOnce();
    }

    private ServiceProcess gateway(String name) {
        return ServiceProcess.start(
                name,
                jar("gateway"),
                directory,
                List.of(
                        "--bus.driver.directory=" + memory.resolve("driver"),
                        "--gateway.replay.file=" + directory.resolve("orders.csv"),
                        "--gateway.replay.progress=" + progress(),
                        "--gateway.replay.orders=" + ORDERS,
                        "--gateway.replay.over=8s",
                        "--gateway.replay.exit=true"));
    }

    private ServiceProcess risk(String name) {
        return ServiceProcess.start(
                name,
                jar("risk"),
                directory,
                List.of("--bus.driver.directory=" + memory.resolve("driver"), "--risk.journal=" + journal()));
    }

    private static Path jar(String service) {
        return Path.of(System.getProperty("example." + service + ".jar"));
    }

    private Path progress() {
        return directory.resolve("progress");
    }

    private Path journal() {
        return directory.resolve("decisions.journal");
    }

    private int decidedCount() {
        try {
            int count = 0;
            for (byte verdict : Files.exists(progress()) ? Files.readAllBytes(progress()) : new byte[0]) {
                count += verdict == 0 ? 0 : 1;
            }
            return count;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void assertThatEachOrderWasDecidedOnce() {
        List<Long> ids = new ArrayList<>();
        DecisionJournal.open(journal(), (orderId, order, verdict) -> ids.add(orderId))
                .close();
        assertThat(decidedCount()).isEqualTo(ORDERS);
        assertThat(ids).hasSize(ORDERS);
        assertThat(new HashSet<>(ids)).hasSize(ORDERS);
    }
}
