package io.tradebus.core.driver.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.files.EventFile;
import io.tradebus.core.support.TestDirectories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogAgentTest {
    private static final int PAGE_SIZE = 4096;

    private final Path home = TestDirectories.create();
    private final EventFile file = EventFile.create(home.resolve("events.dat"), EventLog.MIN_BUFFER_LENGTH, PAGE_SIZE);
    private final EventLog log = new EventLog(EventLog.MIN_BUFFER_LENGTH, () -> 1_700_000_000_000_000_000L);
    private final ConductorEvents conductor = new ConductorEvents(log);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> warnings = new ArrayList<>();
    private final EventLogAgent agent =
            new EventLogAgent(log, file, EventOutput.stream(out, EventFormat.text(), warnings::add), warnings::add);

    @AfterEach
    void close() throws IOException {
        file.close();
        Files.deleteIfExists(home.resolve("events.dat"));
        Files.delete(home);
    }

    @Test
    void switchesEventsOnWhenSomebodyWantsThem() throws IOException {
        assertThat(agent.isWanted()).isFalse();
        assertThat(agent.doWork()).isZero();
        assertThat(log.isOn(DriverEvent.TEXT_DATA)).isFalse();

        file.wantedRelease(DriverEvent.TEXT_DATA.bit());
        assertThat(agent.isWanted()).isTrue();
        agent.doWork();

        assertThat(log.isOn(DriverEvent.TEXT_DATA)).isTrue();
        assertThat(file.enabledAcquire()).isEqualTo(DriverEvent.TEXT_DATA.bit());
    }

    @Test
    void handsEventsToThoseWhoWatchAndToItsOutput() throws IOException {
        file.wantedRelease(-1);
        agent.doWork();
        List<String> watched = new ArrayList<>();
        try (EventFile other = EventFile.map(home.resolve("events.dat"))) {
            assertThat(other.enabledAcquire()).isEqualTo(EventSelection.all());
            BroadcastReceiver receiver = new BroadcastReceiver(other.buffer());
            conductor.onText("one");
            conductor.onText("two");
            agent.doWork();
            while (receiver.receiveNext()) {
                watched.add(EventFormat.text().line(receiver.typeId(), receiver.buffer(), receiver.offset()));
            }
        }

        assertThat(watched)
                .containsExactly(
                        "2023-11-14T22:13:20.000000000Z TEXT_DATA text=one",
                        "2023-11-14T22:13:20.000000000Z TEXT_DATA text=two");
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactlyElementsOf(watched);
    }

    @Test
    void countsAndSaysWhatItHadNoRoomFor() {
        file.wantedRelease(-1);
        agent.doWork();

        String text = "x".repeat(1_000);
        for (int i = 0; i < 200; i++) {
            conductor.onText(text);
        }
        long dropped = log.dropped();
        agent.doWork();
        conductor.onText("after");
        agent.doWork();

        assertThat(dropped).isBetween(50L, 150L);
        assertThat(file.droppedAcquire()).isEqualTo(dropped);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(200 - (int) dropped + 2);
        assertThat(lines.get(lines.size() - 2))
                .endsWith("TEXT_DATA text=\"" + dropped + " events dropped, the buffer was full; " + dropped
                        + " in all\"");
        assertThat(lines.get(lines.size() - 1)).endsWith("TEXT_DATA text=after");
    }

    @Test
    void handsOnWhatIsLeftWhenItEnds() {
        file.wantedRelease(-1);
        agent.doWork();
        conductor.onText("last words");

        agent.onClose();

        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("text=\"last words\"\n");
        assertThat(log.isOn(DriverEvent.TEXT_DATA)).isFalse();
        assertThat(file.enabledAcquire()).isZero();
    }

    @Test
    void saysOnceThatItsOutputFailsAndGoesOn() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space");
            }
        };
        EventLogAgent failing = new EventLogAgent(
                log, file, EventOutput.stream(broken, EventFormat.json(), warnings::add), warnings::add);
        file.wantedRelease(-1);
        failing.doWork();

        for (int i = 0; i < 3; i++) {
            conductor.onText("text");
            assertThat(failing.doWork()).isEqualTo(1);
        }

        assertThat(warnings).containsExactly("the event log cannot be written any more: java.io.IOException: no space");
    }
}
