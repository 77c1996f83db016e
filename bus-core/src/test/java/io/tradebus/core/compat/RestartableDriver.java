package io.tradebus.core.compat;

import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/** A driver that is killed and started again in one directory, each time in a process of its own. */
final class RestartableDriver implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Maker maker;
    private final Map<String, String> settings;
    private final List<DriverProcess> lives = new ArrayList<>();

    RestartableDriver(Maker maker, Map<String, String> settings) {
        this.maker = maker;
        this.settings = settings;
        DriverProcess first = maker.driver(settings);
        lives.add(first);
        first.awaitStart();
    }

    Path directory() {
        return lives.get(0).directory();
    }

    /** The process that has the directory, or had it last. */
    DriverProcess current() {
        return lives.get(lives.size() - 1);
    }

    void kill() {
        current().kill();
    }

    /** Has the driver that was killed look as if that was some time ago, so that nobody waits for it so long. */
    void age(long milliseconds) {
        try (ControlFile control = ControlFile.map(directory().resolve(ControlFileLayout.FILE_NAME))) {
            ManyToOneRingBuffer ring = new ManyToOneRingBuffer(control.toDriverBuffer());
            ring.consumerHeartbeatTime(ring.consumerHeartbeatTime() - milliseconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts another driver that takes the directory, and returns once clients can connect. */
    void startAgain() {
        Map<String, String> again = new HashMap<>(settings);
        again.put("aeron.dir", directory().toString());
        again.put("aeron.dir.delete.on.start", "true");
        DriverProcess next = maker.driver(again);
        lives.add(next);
        long pid = next.process().pid();
        DriverDirectory directory = new DriverDirectory(directory());
        Await.until("the next driver has started", START_LIMIT, () -> {
            DriverSighting sighting = directory.look(System.currentTimeMillis(), 10_000);
            return sighting.isActive() && sighting.pid() == pid;
        });
    }

    @Override
    public void close() {
        for (int i = lives.size() - 1; i >= 0; i--) {
            lives.get(i).close();
        }
    }
}
