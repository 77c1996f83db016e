package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.event.EventLog;
import io.tradebus.core.driver.event.EventLogAgent;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.EventFile;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogThreadTest {
    private final Path directory = TestDirectories.create();
    private final EventFile file = EventFile.create(directory.resolve("events.dat"), 4096, 4096);
    private final EventLogAgent agent = new EventLogAgent(new EventLog(1 << 16, () -> 0), file, null, warning -> {});
    private final List<Throwable> errors = new ArrayList<>();

    @AfterEach
    void close() {
        file.close();
        new DriverDirectory(directory).delete();
    }

    @Test
    void leavesTheDriverAloneWhenThereCanBeNoThread() {
        EventLogThread thread = new EventLogThread(agent, errors::add, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        file.wantedRelease(-1);

        thread.startIfWanted();
        thread.startIfWanted();

        assertThat(errors).hasSize(1).allMatch(error -> error.getMessage().contains("unable to create native thread"));
        thread.close();
    }
}
