package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.support.JsonReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogToolTest {
    private final ToolScene scene = new ToolScene();
    private final RawClient gateway = scene.newClient();
    private final RawClient risk = scene.newClient();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void showsTheWorstFirst() {
        setUp();

        assertThat(backlog()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream  session  side         window left  unsent  may send  unacked  behind gap  unread  by whom; channel
                  1001     5000  publication       24 KiB                                          8 KiB  subscriber 4 of client 2; aeron:ipc
                                                                                                     0 B  subscriber 5 of client 2
                  1002     5001  publication          0 B   4 KiB       0 B                               nobody here; aeron:udp?endpoint=localhost:20121
                  1003        7  image                                                     2 KiB   1 KiB  subscriber 7 of client 2; aeron:udp?endpoint=localhost:20131
                """);
    }

    @Test
    void givesScriptsTheSameAsJson() {
        setUp();

        List<Map<String, Object>> backlog = JsonReader.objects(JsonReader.object(backlog("--json")), "backlog");

        assertThat(backlog).extracting(stream -> stream.get("streamId")).containsExactly(1001L, 1002L, 1003L);
        assertThat(backlog.get(0)).containsEntry("windowLeft", 24576L).doesNotContainKeys("unsent", "behindGap");
        assertThat(JsonReader.objects(backlog.get(0), "subscribers"))
                .extracting(subscriber -> subscriber.get("unread"))
                .containsExactly(8192L, 0L);
        assertThat(backlog.get(1))
                .containsEntry("unsent", 4096L)
                .containsEntry("senderWindowLeft", 0L)
                .doesNotContainKey("unacknowledged");
        assertThat(backlog.get(2)).containsEntry("behindGap", 2048L);
    }

    @Test
    void knowsTheWindowOfAReceiverHereOnlyOfTheSameChannel() {
        long elsewhere = gateway.addPublication("aeron:udp?endpoint=localhost:20121|session-id=7", 1003);
        long here = gateway.addPublication("aeron:udp?endpoint=localhost:20131|session-id=7", 1003);
        risk.addSubscription("aeron:udp?endpoint=localhost:20131", 1003);
        scene.run();
        scene.offerImage();

        List<Map<String, Object>> backlog = JsonReader.objects(JsonReader.object(backlog("--json")), "backlog");

        assertThat(backlog)
                .filteredOn(stream -> stream.containsKey("unacknowledged"))
                .extracting(stream -> stream.get("registrationId"))
                .contains(here)
                .doesNotContain(elsewhere);
    }

    @Test
    void saysSoWhenThereIsNothing() {
        assertThat(backlog()).endsWith("\n\nno streams\n");
    }

    /** A local stream with a slow subscriber, one to the network without a receiver, and an image with a gap. */
    private void setUp() {
        long local = gateway.addPublication("aeron:ipc", 1001);
        long slow = risk.addSubscription("aeron:ipc", 1001);
        long fast = risk.addSubscription("aeron:ipc", 1001);
        long sent = gateway.addPublication("aeron:udp?endpoint=localhost:20121", 1002);
        risk.addSubscription("aeron:udp?endpoint=localhost:20131", 1003);
        scene.run();
        scene.append(local, 8192);
        scene.consume(slow, 0);
        scene.consume(fast, 8192);
        scene.append(sent, 4096);
        scene.offerImage();
        scene.bring(0, 1024);
        scene.bring(2048, 1024);
    }

    private String backlog(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "--dir=" + scene.directory();
        System.arraycopy(options, 0, arguments, 1, options.length);
        ToolRun run = new ToolRun(scene::nowMs).of("backlog", arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out(scene.directory());
    }
}
