package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.RawClient;
import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.support.JsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatToolTest {
    private static final String LOCAL = "aeron:ipc";
    private static final String OWN = "aeron:udp?endpoint=localhost:20131";

    private final ToolScene scene = new ToolScene();
    private final RawClient client = scene.newClient();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void groupsWhatIsNotZeroUnderHeadings() {
        setUp();

        assertThat(stat()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                Traffic on the network
                  1  1,064    Bytes received
                  7      1    Status Messages sent

                Clients and resources
                  35  12,988,416    Bytes currently mapped

                Driver
                  34  1.51.0    Aeron software: version=1.51.0 commit=tradebus
                  43   1.0.0    Control protocol version

                Streams
                  47  2,048    pub-pos (concurrent): 2 5000 1001 aeron:ipc
                  75  1,024    rcv-hwm: 4 7 1003 aeron:udp?endpoint=localhost:20131
                  76  1,024    rcv-pos: 4 7 1003 aeron:udp?endpoint=localhost:20131

                Channels
                  65  active    rcv-channel: aeron:udp?endpoint=localhost:20131 127.0.0.1:20131
                  66  active    rcv-local-sockaddr: 65 127.0.0.1:20131

                What endpoints have seen
                  67         2    rcv-datagrams: 65 aeron:udp?endpoint=localhost:20131
                  68  0 ms ago    rcv-last-datagram: 65 aeron:udp?endpoint=localhost:20131
                  69         1    rcv-setups: 65 aeron:udp?endpoint=localhost:20131

                Clients
                  46  0 ms ago    client-heartbeat: id=1 name=risk version=1.51.0 commit=tradebus

                65 more are zero; --all shows them
                """);
    }

    @Test
    void showsAllWhenAsked() {
        String printed = stat("--all");

        for (int id = 0; id < SystemCounter.count(); id++) {
            assertThat(printed).contains(SystemCounter.of(id).label());
        }
        assertThat(printed).doesNotContain("more are zero");
    }

    @Test
    void filtersByNumberAndNameOfTypeBySessionStreamAndChannel() {
        setUp();

        assertThat(stat("--type=12")).contains("pub-pos (concurrent)").doesNotContain("Traffic", "client-heartbeat");
        assertThat(stat("--type=pub-.*", "--all"))
                .contains("pub-pos (concurrent)", "pub-lmt")
                .doesNotContain("rcv-pos");
        assertThat(stat("--session=7")).contains("rcv-pos").doesNotContain("pub-pos", "rcv-channel");
        assertThat(stat("--stream=1001")).contains("pub-pos").doesNotContain("rcv-pos", "Driver\n");
        assertThat(stat("--channel=20131")).contains("rcv-pos", "rcv-channel").doesNotContain("pub-pos", "Driver\n");
    }

    @Test
    void givesScriptsEveryCounterWithItsIds() {
        setUp();

        Map<String, Object> printed = JsonReader.object(stat("--json", "--all"));

        List<Map<String, Object>> counters = JsonReader.objects(printed, "counters");
        assertThat(counters.get(0))
                .containsEntry("id", 0L)
                .containsEntry("typeId", 0L)
                .containsEntry("type", "system")
                .containsEntry("group", "traffic")
                .containsEntry("label", "Bytes sent")
                .containsEntry("registrationId", 0L)
                .containsEntry("ownerId", -1L);
        assertThat(counters)
                .filteredOn(counter -> counter.get("typeId").equals(4L))
                .singleElement()
                .satisfies(counter -> assertThat(counter)
                        .containsEntry("type", "sub-pos")
                        .containsEntry("value", 0L)
                        .containsEntry("ownerId", client.id())
                        .containsKey("referenceId"));
        assertThat(printed).containsEntry("timeMs", scene.nowMs());
        assertThat(printed.get("driver").toString())
                .contains("state=active", "heartbeatAgeMs=0", "controlFileVersion=0.2.0", "pid=");
    }

    @Test
    void givesRatesForCountsAndNotForStatesOrTimes() {
        setUp();

        ToolRun run = new ToolRun(scene::nowMs)
                .pause(ms -> {
                    scene.bring(1024, 1024);
                    scene.seconds(1, client);
                    return true;
                })
                .of("stat", "--dir=" + scene.directory(), "--watch", "--count=2", "--json");

        String[] lines = run.out().split("\n");
        assertThat(lines).hasSize(2);
        List<Map<String, Object>> first = JsonReader.objects(JsonReader.object(lines[0]), "counters");
        List<Map<String, Object>> second = JsonReader.objects(JsonReader.object(lines[1]), "counters");
        assertThat(first).noneMatch(counter -> counter.containsKey("perSecond"));
        assertThat(second)
                .filteredOn(counter -> counter.get("type").equals("rcv-pos"))
                .singleElement()
                .satisfies(counter -> assertThat(counter).containsEntry("perSecond", 1024.0));
        assertThat(second)
                .filteredOn(
                        counter -> List.of("client-heartbeat", "rcv-channel").contains(counter.get("type")))
                .isNotEmpty()
                .noneMatch(counter -> counter.containsKey("perSecond"));
    }

    @Test
    void repeatsInPlaceOnATerminalAndWithTheTimeElsewhere() {
        ToolRun terminal = new ToolRun(scene::nowMs)
                .onTerminal(() -> Terminal.Size.UNKNOWN)
                .pause(ms -> true)
                .of("stat", "--dir=" + scene.directory(), "--count=2");
        ToolRun file =
                new ToolRun(scene::nowMs).pause(ms -> true).of("stat", "--dir=" + scene.directory(), "--count=2");

        assertThat(terminal.out())
                .startsWith("\033[2J\033[Hdriver version=")
                .contains("\033[K\n", "\033[J\033[Hdriver");
        assertThat(file.out())
                .startsWith("---- 2023-11-14 22:13:20.000+0000\ndriver version=")
                .doesNotContain("\033");
        assertThat(file.out().split("----", -1)).hasSize(3);
    }

    @Test
    void isCutToTheHeightOfTheTerminal() {
        ToolRun run = new ToolRun(scene::nowMs)
                .onTerminal(() -> new Terminal.Size(6, 200))
                .of("stat", "--dir=" + scene.directory(), "--all", "--count=1");
        ToolRun once = new ToolRun(scene::nowMs)
                .onTerminal(() -> new Terminal.Size(6, 200))
                .of("stat", "--dir=" + scene.directory(), "--all");

        assertThat(run.out().lines()).hasSize(6);
        assertThat(run.out()).contains("more lines; a filter or a larger window shows them");
        assertThat(once.out().lines()).as("what is not watched scrolls").hasSizeGreaterThan(20);
    }

    @Test
    void showsWhatACounterOfAClientCouldTellATerminal() {
        client.addCounter(1001, "innocent\033[2J\nERROR");
        scene.run();

        assertThat(stat("--all")).contains("innocent\\x1b[2J\\x0aERROR").doesNotContain("\033");
        assertThat(JsonReader.objects(JsonReader.object(stat("--json", "--all", "--type=1001")), "counters"))
                .extracting(counter -> counter.get("label"))
                .containsExactly("innocent\033[2J\nERROR");
    }

    @Test
    void goesOnWatchingWhenTheDriverGoesAway() {
        ToolRun run = new ToolRun(scene::nowMs)
                .pause(ms -> {
                    scene.close();
                    return true;
                })
                .of("stat", "--dir=" + scene.directory(), "--count=2");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .endsWith("there is no directory " + scene.directory()
                        + ", so no driver has run there; start one there, or name its directory with --dir\n\n");
    }

    private void setUp() {
        client.addPublication(LOCAL, 1001);
        client.addSubscription(OWN, 1003);
        scene.run();
        scene.tellName(client, "risk");
        scene.offerImage();
        scene.bring(0, 1024);
        scene.append(2, 2048);
    }

    private String stat(String... options) {
        String[] arguments = Arrays.copyOf(options, options.length + 1);
        arguments[options.length] = "--dir=" + scene.directory();
        ToolRun run = new ToolRun(scene::nowMs).of("stat", arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out(scene.directory());
    }
}
