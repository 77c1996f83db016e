package io.tradebus.core.driver.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.files.LossReportReader;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.FreePorts;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs rely on that start a driver as a process and tell it everything by environment variables. */
class EnvironmentIT {
    private static final int STREAM = 1001;
    private static final int TERM = 5;
    private static final int MESSAGES = 200;
    private static final int MESSAGE_LENGTH = 992;
    private static final String CHANNEL = "aeron:udp?endpoint=127.0.0.1:" + FreePorts.next();
    /** A stream whose term ids are known, so that the environment can name them. */
    private static final String KNOWN_TERMS =
            CHANNEL + "|term-length=1m|init-term-id=" + TERM + "|term-id=" + TERM + "|term-offset=0";

    @TempDir
    Path home;

    private Path parent;
    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        parent = TestDirectories.create();
        directory = parent.resolve("driver");
    }

    @AfterEach
    void deleteDirectory() {
        new DriverDirectory(parent).delete();
    }

    @Test
    @Conformance("DB-97")
    void setsTermsTimeoutsAndTraitsOfLogs() {
        try (DriverProgram driver = start(
                        "AERON_TERM_BUFFER_LENGTH", "131072",
                        "AERON_IPC_TERM_BUFFER_LENGTH", "256k",
                        "AERON_MTU_LENGTH", "4096",
                        "AERON_IPC_MTU_LENGTH", "8192",
                        "AERON_TIMER_INTERVAL", "3000000",
                        "AERON_PUBLICATION_LINGER_TIMEOUT", "0",
                        "AERON_UNTETHERED_WINDOW_LIMIT_TIMEOUT", "50000000",
                        "AERON_UNTETHERED_LINGER_TIMEOUT", "60000000",
                        "AERON_UNTETHERED_RESTING_TIMEOUT", "70000000",
                        "AERON_SPIES_SIMULATE_CONNECTION", "1",
                        "AERON_MAX_RESEND", "9",
                        "AERON_FILE_PAGE_SIZE", "8192",
                        "AERON_NAK_UNICAST_DELAY", "0",
                        "AERON_PRINT_CONFIGURATION", "true");
                Client client = connect()) {
            Publication network = client.addPublication(CHANNEL, STREAM);
            Publication ipc = client.addPublication("aeron:ipc", STREAM);

            try (LogFile log = LogFile.map(new DriverDirectory(directory).publicationLog(network.registrationId()))) {
                LogDescription.Timeouts timeouts = LogMetadata.timeouts(log.metadata());
                assertThat(log.termLength()).isEqualTo(128 << 10);
                assertThat(LogMetadata.mtuLength(log.metadata())).isEqualTo(4096);
                assertThat(LogMetadata.maxResend(log.metadata())).isEqualTo(9);
                assertThat(LogMetadata.filePageSize(log.metadata())).isEqualTo(8192);
                assertThat(LogMetadata.traits(log.metadata()).spiesSimulateConnection())
                        .isTrue();
                assertThat(timeouts.lingerNs()).isZero();
                assertThat(timeouts.untetheredWindowLimitNs()).isEqualTo(50_000_000);
                assertThat(timeouts.untetheredLingerNs()).isEqualTo(60_000_000);
                assertThat(timeouts.untetheredRestingNs()).isEqualTo(70_000_000);
            }
            try (LogFile log = LogFile.map(new DriverDirectory(directory).publicationLog(ipc.registrationId()))) {
                assertThat(log.termLength()).isEqualTo(256 << 10);
                assertThat(LogMetadata.mtuLength(log.metadata())).isEqualTo(8192);
            }
            assertThat(driver.out()).contains("aeron.nak.unicast.delay=1us\n");
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-97")
    void choosesPortsOfTheRangesAndGivesThemBackWhenItEnds() {
        int first = FreePorts.firstOf(2);
        int sending = FreePorts.next();
        String local;
        try (DriverProgram driver = start(
                "AERON_RECEIVER_WILDCARD_PORT_RANGE",
                first + " " + (first + 1),
                "AERON_SENDER_WILDCARD_PORT_RANGE",
                sending + " " + sending)) {
            try (Client client = connect()) {
                Subscription subscription = client.addSubscription("aeron:udp?endpoint=127.0.0.1:0", STREAM);
                local = subscription.localAddresses().get(0);
                client.addPublication(CHANNEL + "|control=127.0.0.1:0", STREAM);
                assertThat(local).isIn("127.0.0.1:" + first, "127.0.0.1:" + (first + 1));
                assertThat(labels(CounterType.LOCAL_ADDRESS))
                        .anyMatch(label -> label.endsWith(" 127.0.0.1:" + sending));
            }
            driver.signal("TERM");
            driver.exitStatus();
        }

        int port = Integer.parseInt(local.substring(local.lastIndexOf(':') + 1));
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
            assertThat(socket.isBound()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "aeron_max_multicast_flow_control_strategy_supplier, false",
        "aeron_unicast_flow_control_strategy_supplier, false",
        "aeron_min_flow_control_strategy_supplier, true",
        "aeron_tagged_flow_control_strategy_supplier, true"
    })
    @Conformance("DB-97")
    void takesTheNamesOfFlowControlSuppliers(String supplier, boolean countsReceivers) {
        try (DriverProgram driver = start(
                        "AERON_MULTICAST_FLOWCONTROL_SUPPLIER",
                        supplier,
                        "AERON_UNICAST_FLOWCONTROL_SUPPLIER",
                        "aeron_unicast_flow_control_strategy_supplier");
                Client client = connect()) {
            client.addPublication(
                    "aeron:udp?endpoint=224.20.30.39:" + FreePorts.next() + "|interface=127.0.0.1", STREAM);

            assertThat(labels(CounterType.FLOW_CONTROL_RECEIVERS)).hasSize(countsReceivers ? 1 : 0);
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-97")
    void deletesADirectoryThatIsThereAlreadyWhenToldTo() throws IOException {
        Path old = Files.createDirectories(directory).resolve("left-behind");
        Files.writeString(old, "old");
        try (DriverProgram driver = start("AERON_DIR_DELETE_ON_START", "true")) {
            assertThat(old).doesNotExist();
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-97")
    void losesDatagramsAtRandomAndRepairsThem() {
        try (DriverProgram driver = start(
                "AERON_UDP_CHANNEL_INCOMING_INTERCEPTORS",
                "loss",
                "AERON_UDP_CHANNEL_TRANSPORT_BINDINGS_LOSS_ARGS",
                "rate=0.2|seed=42|recv-msg-mask=0x2")) {
            exchange();

            assertThat(counter(SystemCounter.NAKS_SENT)).isPositive();
            assertThat(counter(SystemCounter.RETRANSMITS_SENT)).isPositive();
            assertThat(losses()).isNotEmpty();
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-97")
    void losesARangeOfATermOnce() {
        try (DriverProgram driver = start(
                "AERON_UDP_CHANNEL_INCOMING_INTERCEPTORS",
                "fixed-loss",
                "AERON_UDP_CHANNEL_TRANSPORT_BINDINGS_FIXED_LOSS_ARGS",
                "term-id=5|term-offset=10240|length=1024")) {
            exchange();

            assertThat(losses()).hasSize(1);
            assertThat(losses().get(0).totalBytesLost()).isBetween(1024L, 4096L);
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-97")
    void losesRangesAtEqualDistances() {
        try (DriverProgram driver = start(
                "AERON_UDP_CHANNEL_INCOMING_INTERCEPTORS",
                "multi-gap-loss",
                "AERON_UDP_CHANNEL_TRANSPORT_BINDINGS_MULTI_GAP_LOSS_ARGS",
                "term-id=5|gap-radix=16384|gap-length=1024|total-gaps=3")) {
            exchange();

            assertThat(losses()).hasSize(1);
            assertThat(losses().get(0).observationCount()).isGreaterThanOrEqualTo(3);
            assertThat(losses().get(0).totalBytesLost()).isGreaterThanOrEqualTo(3 * 1024L);
            assertThat(driver.err()).isEmpty();
        }
    }

    /** Messages go over the network and come back in order and complete. */
    private void exchange() {
        UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_LENGTH]);
        List<Integer> received = new ArrayList<>();
        try (Client client = connect()) {
            Subscription subscription = client.addSubscription(CHANNEL, STREAM);
            Publication publication = client.addExclusivePublication(KNOWN_TERMS, STREAM);
            int[] sent = {0};
            Await.until("all messages", () -> {
                message.putInt(0, sent[0]);
                if (sent[0] < MESSAGES && publication.offer(message, 0, MESSAGE_LENGTH) > 0) {
                    sent[0]++;
                }
                subscription.poll((buffer, offset, length, header) -> received.add(buffer.getInt(offset)), 10);
                return received.size() == MESSAGES;
            });
        }
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(received.get(i)).isEqualTo(i);
        }
    }

    private Client connect() {
        return Client.connect(ClientConfig.defaults(directory));
    }

    private List<LossReportReader.Entry> losses() {
        List<LossReportReader.Entry> entries = new ArrayList<>();
        try (LossReport report = LossReport.mapReadOnly(new DriverDirectory(directory).lossReportFile())) {
            LossReportReader.read(report.buffer(), entries::add);
        }
        return entries;
    }

    private long counter(SystemCounter counter) {
        try (ControlFile control = ControlFile.mapReadOnly(new DriverDirectory(directory).controlFile())) {
            return new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer())
                    .getCounterValue(counter.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> labels(CounterType type) {
        List<String> labels = new ArrayList<>();
        try (ControlFile control = ControlFile.mapReadOnly(new DriverDirectory(directory).controlFile())) {
            new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer())
                    .forEach((counterId, typeId, key, label) -> {
                        if (typeId == type.id()) {
                            labels.add(label);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return labels;
    }

    /** Starts a driver and returns when clients can connect. */
    private DriverProgram start(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AERON_DIR", directory.toString());
        environment.put("AERON_THREADING_MODE", "SHARED");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        DriverProgram driver = DriverProgram.start(home, environment);
        driver.awaitReady(directory);
        return driver;
    }
}
