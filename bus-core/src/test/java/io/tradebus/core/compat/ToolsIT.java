package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.FreePorts;
import io.tradebus.core.support.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our tools show what the stock tools show, of our driver and of a stock one. In each a stream over UDP with losses has
 * come to rest, so that numbers can be compared, and another one flows.
 */
class ToolsIT {
    private static final String CHANNEL = "aeron:udp?endpoint=127.0.0.1:";
    private static final Pattern STAT_LINE = Pattern.compile("\\s*(\\d+):\\s+(-?[\\d,]+) - (.*)");
    private static final Pattern SENDER =
            Pattern.compile("sender \\d+ has to send (\\d+) bytes \\((\\d+) bytes remaining");
    private static final Pattern SUBSCRIBER = Pattern.compile("subscriber (\\d+) has (\\d+) backlog bytes");

    private static Scene ours;
    private static Scene stock;

    @BeforeAll
    static void setScenes() {
        ours = new Scene(true);
        stock = new Scene(false);
    }

    @AfterAll
    static void endScenes() {
        stock.close();
        ours.close();
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void statShowsTheValuesThatAeronStatShows(Maker driver) {
        Scene scene = scene(driver);
        whileNothingMoves(
                () -> {
                    Map<String, Long> own = new TreeMap<>();
                    for (Map<String, Object> counter : scene.json("counters", "stat", "--all", "--stream=1001")) {
                        own.put(
                                counter.get("id") + " "
                                        + counter.get("label").toString().strip(),
                                (Long) counter.get("value"));
                    }
                    return own;
                },
                () -> {
                    Map<String, Long> theirs = new TreeMap<>();
                    for (String line : scene.stockTool("AeronStat", "watch=false")) {
                        Matcher matcher = STAT_LINE.matcher(line);
                        if (matcher.matches() && matcher.group(3).contains(" 1001 ")) {
                            theirs.put(
                                    matcher.group(1) + " " + matcher.group(3).strip(),
                                    Long.valueOf(matcher.group(2).replace(",", "")));
                        }
                    }
                    return theirs;
                },
                (own, theirs) -> assertThat(own).hasSizeGreaterThanOrEqualTo(10).isEqualTo(theirs));
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void statShowsTheSameCountersAsAeronStat(Maker driver) {
        Scene scene = scene(driver);
        List<String> theirs = new ArrayList<>();
        for (String line : scene.stockTool("AeronStat", "watch=false")) {
            Matcher matcher = STAT_LINE.matcher(line);
            if (matcher.matches()) {
                theirs.add(matcher.group(1) + " " + matcher.group(3).strip());
            }
        }

        assertThat(scene.json("counters", "stat", "--all"))
                .extracting(counter -> counter.get("id") + " "
                        + counter.get("label").toString().strip())
                .containsExactlyElementsOf(theirs);
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void backlogShowsTheNumbersThatBacklogStatShows(Maker driver) {
        Scene scene = scene(driver);
        whileNothingMoves(
                () -> scene.json("backlog", "backlog", "--stream=1001"),
                () -> String.join("\n", scene.stockTool("BacklogStat", "watch=false")),
                ToolsIT::compareBacklog);
    }

    private static void compareBacklog(List<Map<String, Object>> own, String theirs) {
        String quiet = theirs.substring(theirs.indexOf("streamId=1001"));
        Matcher sender = SENDER.matcher(quiet);
        Matcher subscriber = SUBSCRIBER.matcher(quiet);
        assertThat(sender.find() && subscriber.find()).as(theirs).isTrue();
        assertThat(own)
                .filteredOn(stream -> stream.get("kind").equals("publication"))
                .singleElement()
                .satisfies(stream -> assertThat(stream)
                        .containsEntry("unsent", Long.valueOf(sender.group(1)))
                        .containsEntry("senderWindowLeft", Long.valueOf(sender.group(2))));
        assertThat(own)
                .filteredOn(stream -> stream.get("kind").equals("image"))
                .singleElement()
                .satisfies(stream -> assertThat(
                                JsonReader.objects(stream, "subscribers").get(0))
                        .containsEntry("registrationId", Long.valueOf(subscriber.group(1)))
                        .containsEntry("unread", Long.valueOf(subscriber.group(2)))
                        .containsEntry("client", "stock-peer"));
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void lossWritesTheCsvOfLossStat(Maker driver) {
        Scene scene = scene(driver);
        List<String> theirs = scene.stockTool("LossStat").stream()
                .filter(line -> line.contains(",1001,"))
                .toList();

        assertThat(theirs).isNotEmpty();
        assertThat(scene.tool("loss", "--csv", "--stream=1001").subList(1, theirs.size() + 1))
                .isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void errorsShowsAsManyAsErrorStat(Maker driver) {
        Scene scene = scene(driver);
        scene.failOnce();
        String theirs = String.join("\n", scene.stockTool("ErrorStat"));

        List<Map<String, Object>> own = scene.json("errors", "errors");

        assertThat(own).hasSizeGreaterThanOrEqualTo(1);
        assertThat(theirs).contains(own.size() + " distinct errors observed");
        assertThat(theirs)
                .contains(own.get(0).get("text").toString().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void streamsShowsBothSidesAndTheRateOfWhatFlows(Maker driver) {
        Scene scene = scene(driver);

        List<String> lines = scene.tool("streams", "--json", "--stream=1002", "--count=3", "--watch=1s");

        List<Map<String, Object>> last = JsonReader.objects(JsonReader.object(lines.get(2)), "streams");
        assertThat(last).hasSize(2);
        assertThat(last).extracting(stream -> stream.get("kind")).containsExactly("publication", "image");
        assertThat(last).allSatisfy(stream -> {
            assertThat((Double) stream.get("bytesPerSecond")).isPositive();
            assertThat(stream.get("endpoint").toString()).contains("status=active", "127.0.0.1:");
            assertThat(stream).containsEntry("client", "stock-peer").containsEntry("termLength", 65536L);
        });
        assertThat(last.get(0)).containsEntry("connected", true).containsKeys("limitation", "senderLimit");
        assertThat(JsonReader.objects(last.get(1), "subscribers")).hasSize(1);
        assertThat(String.join("\n", scene.tool("streams")))
                .contains("stream 1001, session ", "stream 1002, session ", "  -> ");
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void configShowsWhatTheDriverTells(Maker driver) {
        List<Map<String, Object>> settings = scene(driver).json("settings", "config");

        assertThat(settings)
                .filteredOn(setting -> setting.containsKey("running"))
                .extracting(setting -> setting.get("name") + "=" + setting.get("running"))
                .contains(
                        "aeron.threading.mode=SHARED",
                        "aeron.client.liveness.timeout=10s",
                        "aeron.counters.buffer.length=8388608",
                        "aeron.loss.report.buffer.length=1048576");
    }

    /** Compares two views of counters of which one does not change meanwhile; a limit may still move for a moment. */
    private static <O, T> void whileNothingMoves(Supplier<O> own, Supplier<T> theirs, BiConsumer<O, T> check) {
        for (int attempt = 0; attempt < 20; attempt++) {
            O before = own.get();
            T between = theirs.get();
            if (own.get().equals(before)) {
                check.accept(before, between);
                return;
            }
        }
        throw new AssertionError("the quiet stream does not come to rest");
    }

    private static Scene scene(Maker driver) {
        return driver == Maker.US ? ours : stock;
    }

    /** A driver that loses some of what it receives, and four clients. */
    private static final class Scene implements AutoCloseable {
        private static final Map<String, String> LOSSY =
                Map.of("aeron.debug.receive.data.loss.rate", "0.05", "aeron.debug.receive.data.loss.seed", "7");

        private final DriverProcess driver;
        private final List<ChildJvm> clients = new ArrayList<>();

        Scene(boolean isOurs) {
            driver = isOurs ? DriverProcess.ours(LOSSY) : DriverProcess.stock(LOSSY);
            driver.awaitStart();
            String quiet = CHANNEL + FreePorts.next();
            String flowing = CHANNEL + FreePorts.next();
            ChildJvm subscriber = client("subscribe", "poll", quiet, "1001", "1", "2000", "1000");
            ChildJvm publisher = client("publish", "concurrent", "offer", quiet, "1001", "2000", "1000");
            client("subscribe", "poll", flowing, "1002", "1", "1000000000", "100");
            client("publish", "exclusive", "slow", flowing, "1002", "0", "100");
            publisher.awaitLine("PUBLISHED");
            subscriber.awaitLine("RECEIVED");
        }

        void failOnce() {
            try (ChildJvm failing = ChildJvm.run(
                    StockClientProgram.class,
                    driver.directoryName(),
                    "idle",
                    "aeron:udp?endpoint=nowhere.invalid:1",
                    "1")) {
                failing.end();
            }
        }

        List<Map<String, Object>> json(String field, String tool, String... options) {
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.add("--json");
            List<String> lines = tool(tool, arguments.toArray(String[]::new));
            assertThat(lines).hasSize(1);
            return JsonReader.objects(JsonReader.object(lines.get(0)), field);
        }

        /** What one of our tools prints. */
        List<String> tool(String name, String... options) {
            List<String> command = new ArrayList<>(
                    List.of("-jar", DriverProcess.OUR_JAR.toString(), name, "--dir=" + driver.directoryName()));
            command.addAll(List.of(options));
            return printed(command, false);
        }

        List<String> stockTool(String name, String... options) {
            List<String> command = new ArrayList<>(List.of(
                    "-Daeron.dir=" + driver.directoryName(),
                    "-cp",
                    DriverProcess.STOCK_JAR.toString(),
                    "io.aeron.samples." + name));
            command.addAll(List.of(options));
            return printed(command, true);
        }

        private static List<String> printed(List<String> command, boolean exports) {
            try (ChildJvm run = ChildJvm.start(Map.of(), command, exports)) {
                assertThat(run.awaitExit())
                        .as(() -> String.join("\n", run.output()))
                        .isZero();
                return run.output();
            }
        }

        private ChildJvm client(String... arguments) {
            List<String> all = new ArrayList<>(List.of(driver.directoryName()));
            all.addAll(List.of(arguments));
            ChildJvm client = ChildJvm.run(StockClientProgram.class, all.toArray(String[]::new));
            clients.add(client);
            client.awaitLine("CONNECTED");
            return client;
        }

        @Override
        public void close() {
            clients.forEach(ChildJvm::close);
            driver.close();
        }
    }
}
