package io.tradebus.core.driver.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.EventFile;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventWatchTest {
    private static final int PAGE_SIZE = 4096;

    private final Path home = TestDirectories.create();
    private final EventFile file =
            EventFile.create(new DriverDirectory(home).eventFile(), EventLog.MIN_BUFFER_LENGTH, PAGE_SIZE);
    private final EventLog log = new EventLog(EventLog.MIN_BUFFER_LENGTH, () -> 1_700_000_000_000_000_000L);
    private final ConductorEvents driver = new ConductorEvents(log);
    private final EventLogAgent agent = new EventLogAgent(
            log,
            file,
            EventOutput.stream(OutputStream.nullOutputStream(), EventFormat.text(), warning -> {}),
            warning -> {});
    private final List<String> lines = new ArrayList<>();
    private EventWatch watch;

    @BeforeEach
    void open() throws IOException {
        watch = EventWatch.open(home, EventFormat.text());
        watch.select(EventSelection.all());
        agent.doWork();
    }

    @AfterEach
    void close() {
        watch.close();
        file.close();
        new DriverDirectory(home).delete();
    }

    @Test
    void handsOverTheEventsOfTheDriverInOrder() {
        happen("one");
        happen("two");

        assertThat(watch.poll(lines::add)).isEqualTo(2);

        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("text=one"),
                        line -> assertThat(line).endsWith("text=two"));
        assertThat(watch.poll(lines::add)).isZero();
        assertThat(watch.missed()).isZero();
    }

    @Test
    void goesOnWithTheLatestEventWhenTheDriverWasFaster() {
        happen("one");
        happen("two");
        List<String> texts = new ArrayList<>();

        watch.poll(line -> {
            texts.add(line.substring(line.lastIndexOf('=') + 1));
            if (texts.size() == 1) {
                overtake();
            }
        });

        assertThat(texts).containsExactly("one", "latest");
        assertThat(watch.missed()).isEqualTo(1);

        happen("after");
        watch.poll(lines::add);
        assertThat(lines).hasSize(1);
        assertThat(watch.missed()).isEqualTo(1);
    }

    @Test
    void handsOverOnlySoManyEventsAtATime() {
        happen("first");

        // There is always one more.
        int count = watch.poll(line -> happen("next"));

        assertThat(count).isEqualTo(EventWatch.MAX_EVENTS_PER_POLL);
    }

    private void happen(String text) {
        driver.onText(text);
        agent.doWork();
    }

    private void overtake() {
        String long1000 = "x".repeat(1_000);
        for (int i = 0; i < 2 * EventLog.MIN_BUFFER_LENGTH / 1_000; i++) {
            happen(long1000);
        }
        happen("latest");
    }
}
