package io.tradebus.core.driver.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.driver.event.EventFormat;
import io.tradebus.core.driver.event.EventSelection;
import io.tradebus.core.driver.event.EventWatch;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.FreePorts;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event log of a driver in a process of its own. */
class EventLogIT {
    private final String endpoint = "127.0.0.1:" + FreePorts.next();

    @TempDir
    Path home;

    private final List<String> lines = new ArrayList<>();
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
    @Conformance("DB-103")
    void goesToStandardOutputWhenTheEnvironmentNamesEvents() {
        try (DriverProgram driver = DriverProgram.start(
                home,
                environment(
                        "AERON_EVENT_LOG", "admin", "AERON_EVENT_LOG_DISABLE", "CMD_OUT_COUNTER_READY,TEXT_DATA"))) {
            driver.awaitReady(directory);
            exchange("aeron:ipc");
            Await.until("the end of the client in the log", () -> driver.out().contains("CMD_IN_CLIENT_CLOSE"));
            driver.signal("TERM");
            driver.exitStatus();

            assertThat(driver.err()).isEmpty();
            assertThat(driver.out().lines().filter(EventLogIT::isEvent).map(EventLogIT::nameOf))
                    .startsWith("CMD_IN_ADD_PUBLICATION", "CMD_OUT_PUBLICATION_READY")
                    .contains("CMD_IN_REMOVE_PUBLICATION", "CMD_OUT_ON_OPERATION_SUCCESS", "CMD_IN_CLIENT_CLOSE")
                    .doesNotContain("CMD_OUT_COUNTER_READY", "TEXT_DATA");
        }
    }

    @Test
    @Conformance("DB-103")
    void goesToAFileAsJson() throws IOException {
        Path file = home.resolve("events.json");
        try (DriverProgram driver = DriverProgram.start(
                home,
                environment("AERON_EVENT_LOG", "all", "AERON_EVENT_LOG_FILENAME", file.toString()),
                "-Dtradebus.event.log.json=true",
                "-Daeron.event.buffer.length=1m")) {
            driver.awaitReady(directory);
            exchange("aeron:udp?endpoint=" + endpoint);
            Await.until("the end of the client in the log", () -> read(file).contains("CMD_IN_CLIENT_CLOSE"));
            driver.signal("TERM");
            driver.exitStatus();

            assertThat(driver.out().lines()).noneMatch(EventLogIT::isEvent);
            assertThat(Files.readAllLines(file))
                    .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"))
                    .anyMatch(line -> line.contains("\"event\":\"FRAME_OUT\",\"id\":2,\"to\":\"" + endpoint + "\""))
                    .anyMatch(line -> line.contains("\"event\":\"NAME_RESOLUTION_RESOLVE\""))
                    .anyMatch(line -> line.contains("\"event\":\"SEND_CHANNEL_CREATION\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEDICATED", "SHARED", "INVOKER"})
    @Conformance("DB-103")
    void isSwitchedOnAndOffByOthersWhileTheDriverRuns(String mode) throws IOException {
        try (DriverProgram driver = DriverProgram.start(
                home, environment("AERON_THREADING_MODE", mode, "AERON_TIMER_INTERVAL", "10000000"))) {
            driver.awaitReady(directory);
            exchange("aeron:ipc");
            try (EventWatch watch = EventWatch.open(directory, EventFormat.text())) {
                assertThat(watch.enabled()).isZero();
                select(watch, EventSelection.parse("CMD_IN_ADD_PUBLICATION,frames", lines::add));
                exchange("aeron:udp?endpoint=" + endpoint);
                Await.until("a datagram among the events", () -> {
                    watch.poll(lines::add);
                    return lines.stream().anyMatch(line -> nameOf(line).equals("FRAME_OUT"));
                });
                select(watch, 0);
                // What was on its way when they were switched off comes all the same.
                Await.until("nothing is on its way any more", () -> {
                    lines.clear();
                    exchange("aeron:ipc");
                    return watch.poll(lines::add) == 0;
                });
                exchange("aeron:ipc");
                watch.poll(lines::add);

                assertThat(lines).isEmpty();
                assertThat(watch.dropped()).isZero();
                assertThat(watch.missed()).isZero();
            }
            driver.signal("TERM");
            driver.exitStatus();
            assertThat(driver.out().lines()).noneMatch(EventLogIT::isEvent);
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-103")
    void isShownByAProgramThatSwitchesItBack() {
        try (DriverProgram driver = DriverProgram.start(home, environment("AERON_TIMER_INTERVAL", "10000000"));
                DriverProgram nobody = events("--dir=" + parent)) {
            assertThat(nobody.exitStatus()).isEqualTo(1);
            assertThat(nobody.err()).startsWith("ERROR: no driver is running in " + parent);
            driver.awaitReady(directory);
            try (DriverProgram on = events("--on=CMD_IN_KEEPALIVE_CLIENT");
                    DriverProgram wrong = events("--on=CMD_IN_ADD_PUBLICATIONS")) {
                assertThat(on.exitStatus()).isZero();
                assertThat(on.out()).isEqualTo("on: CMD_IN_KEEPALIVE_CLIENT\n");
                assertThat(on.err()).isEmpty();
                assertThat(wrong.exitStatus()).isEqualTo(2);
                assertThat(wrong.err())
                        .contains("unknown event 'CMD_IN_ADD_PUBLICATIONS', did you mean CMD_IN_ADD_PUBLICATION?");
            }
            try (DriverProgram following = events("--on=commands", "--json", "--follow")) {
                awaitState("on: CMD_IN_ADD_PUBLICATION,");
                exchange("aeron:ipc");
                Await.until(
                        "the command among the events",
                        () -> following.out().contains("\"event\":\"CMD_IN_ADD_PUBLICATION\""));
                following.signal("TERM");
                following.exitStatus();
            }
            awaitState("on: CMD_IN_KEEPALIVE_CLIENT\n");
            try (DriverProgram off = events("--off")) {
                assertThat(off.exitStatus()).isZero();
                assertThat(off.out()).isEqualTo("no events are on\n");
            }
            try (DriverProgram following = events("--follow")) {
                driver.signal("TERM");
                driver.exitStatus();
                assertThat(following.exitStatus()).isBetween(0, 1);
            }
        }
    }

    private void awaitState(String beginning) {
        Await.until("state " + beginning, () -> {
            try (DriverProgram state = events()) {
                return state.exitStatus() == 0 && state.out().startsWith(beginning);
            }
        });
    }

    private DriverProgram events(String... arguments) {
        List<String> all = new ArrayList<>(List.of("events"));
        all.addAll(List.of(arguments));
        return DriverProgram.start(home, environment(), all.toArray(String[]::new));
    }

    private void select(EventWatch watch, long events) {
        watch.select(events);
        Await.until("the driver has switched", watch::isSelected);
    }

    /** A client that adds a publication and goes. */
    private void exchange(String channel) {
        try (Client client = Client.connect(ClientConfig.defaults(directory))) {
            client.addPublication(channel, 1001).close();
        }
    }

    private static boolean isEvent(String line) {
        return !line.startsWith("Started driver: ") && !line.equals("Shutdown Driver...");
    }

    private static String nameOf(String line) {
        String[] words = line.split(" ", 3);
        return words.length > 1 ? words[1] : line;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private Map<String, String> environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AERON_DIR", directory.toString());
        environment.put("AERON_THREADING_MODE", "SHARED");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }
}
