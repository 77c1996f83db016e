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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

/** Both services as processes, over either transport; one of them is killed while orders flow, and started again. */
class KilledProcessIT {
    private static final int ORDERS = 40_000;
    private static final int SOME = 8_000;
    // The processes are started more often than they have time to gain from the second compiler.
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    /** How the two processes are connected. */
    private enum Transport {
        /** As they come: each with a driver of its own. */
        UDP,
        /** With the profile "ipc": the gateway runs the driver, and the risk service attaches to it. */
        IPC
    }

    @TempDir
    Path directory;

    private final String[] channels = FreeChannels.two();
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

    @ParameterizedTest
    @EnumSource(Transport.class)
    void everyOrderGetsOneDecisionAlthoughTheRiskServiceIsKilled(Transport transport) {
        try (ServiceProcess gateway = gateway("gateway", transport)) {
            try (ServiceProcess first = risk("risk-1", transport)) {
                first.await("some decisions", () -> decidedCount() > SOME);
                first.kill();
            }
            gateway.await(
                    "health to tell the loss",
                    () -> gateway.health("/components/riskService/details/state")
                            .equals("lost"));
            assertThat(decidedCount()).isLessThan(ORDERS);

            try (ServiceProcess second = risk("risk-2", transport)) {
                assertThat(gateway.awaitEnd()).as(gateway.log()).isZero();
                awaitLossOfTheGateway(second, transport);
            }
            // A pause of the machine may look like one more loss; each is followed by at most one round of asking
            // again.
            int losses = gateway.logLines("risk service lost").size();
            assertThat(losses).isPositive();
            assertThat(gateway.logLines("asked again for")).hasSizeBetween(2, losses + 1);
        }
        assertThatEachOrderWasDecidedOnce();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void everyOrderGetsOneDecisionAlthoughTheGatewayIsKilled(Transport transport) {
        try (ServiceProcess risk = risk("risk", transport)) {
            try (ServiceProcess first = gateway("gateway-1", transport)) {
                first.await("some decisions", () -> decidedCount() > SOME);
                first.kill();
            }
            awaitLossOfTheGateway(risk, transport);
            assertThat(decidedCount()).isLessThan(ORDERS);

            try (ServiceProcess second = gateway("gateway-2", transport)) {
                assertThat(second.awaitEnd()).as(second.log() + risk.log()).isZero();
            }
            if (transport == Transport.UDP) {
                assertThat(risk.logLines("driver lost")).isEmpty();
            } else {
                assertThat(risk.logLines("driver lost")).hasSizeBetween(1, 2);
            }
        }
        assertThatEachOrderWasDecidedOnce();
    }

    /** A shared driver is lost with the gateway; a driver of one's own lives on, and says what it does not hear any more. */
    private static void awaitLossOfTheGateway(ServiceProcess risk, Transport transport) {
        risk.await(
                "health to tell the loss",
                () -> risk.health("/components/orderGateway/status").equals("DOWN"));
        if (transport == Transport.UDP) {
            risk.await(
                    "health to tell why",
                    () -> risk.health("/components/bus/components/driver/details/notConnected/decisions")
                            .contains("silent since"));
            risk.await(
                    "the bus to be well",
                    () -> risk.health("/components/bus/status").equals("UP"));
        } else {
            risk.await(
                    "the log to tell the loss",
                    () -> !risk.logLines("driver lost").isEmpty());
        }
    }

    private ServiceProcess gateway(String name, Transport transport) {
        List<String> arguments = new ArrayList<>(List.of(
                "--gateway.replay.file=" + directory.resolve("orders.csv"),
                "--gateway.replay.progress=" + progress(),
                "--gateway.replay.orders=" + ORDERS,
                "--gateway.replay.over=5s",
                "--gateway.replay.exit=true"));
        arguments.addAll(bus(name, transport));
        return ServiceProcess.start(name, jar("gateway"), directory, QUICK_START, arguments);
    }

    private ServiceProcess risk(String name, Transport transport) {
        List<String> arguments = new ArrayList<>(bus(name, transport));
        arguments.add("--risk.journal=" + journal());
        return ServiceProcess.start(name, jar("risk"), directory, QUICK_START, arguments);
    }

    /** A driver of one's own has a directory of its own, which a process that is killed leaves behind. */
    private List<String> bus(String process, Transport transport) {
        return transport == Transport.UDP
                ? List.of(
                        "--bus.driver.directory=" + memory.resolve(process),
                        "--bus.streams.orders.channel=" + channels[0],
                        "--bus.streams.decisions.channel=" + channels[1])
                : List.of("--spring.profiles.active=ipc", "--bus.driver.directory=" + memory.resolve("driver"));
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
