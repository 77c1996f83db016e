package io.tradebus.core.compat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.RawLog;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;

/** What clients do to logs and counters of a driver in its own directory, done without being one. */
final class RawStreams implements AutoCloseable {
    /** Fits a datagram. */
    private static final int MAX_FRAME_LENGTH = 1024;

    private static final Set<Integer> SHOWN = Set.of(
            CounterType.PUBLISHER_POSITION.id(),
            CounterType.PUBLISHER_LIMIT.id(),
            CounterType.SENDER_POSITION.id(),
            CounterType.SENDER_LIMIT.id(),
            CounterType.SUBSCRIBER_POSITION.id());
    private static final String SUFFIX = ".logbuffer";

    private final ControlFile control;
    private final DriverDirectory directory;
    private final CountersReader counters;
    private final Map<Long, LogFile> mapped = new HashMap<>();

    RawStreams(ControlFile control, Path directory) {
        this.control = control;
        this.directory = new DriverDirectory(directory);
        counters = new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer());
    }

    void append(long registrationId, int length) {
        LogFile log = mapped.computeIfAbsent(registrationId, id -> LogFile.map(directory.publicationLog(id)));
        RawLog raw = new RawLog(log);
        for (int appended = 0; appended < length; appended += MAX_FRAME_LENGTH) {
            raw.append(Math.min(MAX_FRAME_LENGTH, length - appended));
        }
    }

    void consume(long subscriptionId, long position) {
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == CounterType.SUBSCRIBER_POSITION.id()
                    && counters.getCounterRegistrationId(counterId) == subscriptionId) {
                new AtomicCounter(control.counterValuesBuffer(), counterId).setRelease(position);
            }
        });
    }

    /** One line for each position, and for each publication whether it is connected and where it has ended. */
    List<String> positions() {
        List<String> lines = new ArrayList<>();
        counters.forEach((counterId, typeId, key, label) -> {
            if (SHOWN.contains(typeId)) {
                lines.add("type " + typeId + " of " + counters.getCounterRegistrationId(counterId) + " in "
                        + counters.getCounterReferenceId(counterId) + " at " + counters.getCounterValue(counterId));
            }
        });
        for (long registrationId : publications()) {
            try (LogFile file = LogFile.map(directory.publicationLog(registrationId))) {
                RawLog log = new RawLog(file);
                lines.add("log of " + registrationId + " connected=" + log.isConnected() + " end="
                        + log.endOfStreamPosition());
            }
        }
        lines.sort(null);
        return lines;
    }

    private List<Long> publications() {
        Path logs = directory.publicationLog(0).getParent();
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> Long.valueOf(name.substring(0, name.length() - SUFFIX.length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        mapped.values().forEach(LogFile::close);
    }
}
