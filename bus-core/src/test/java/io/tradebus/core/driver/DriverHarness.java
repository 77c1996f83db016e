package io.tradebus.core.driver;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.ClientHeartbeat;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.idle.Outlook;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.CachedEpochClock;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * A driver on the thread of the test. Its clocks stand still until the test moves them; what it tells clients is a
 * transcript. A client's id is 1, and what it asks for first is 2.
 */
final class DriverHarness implements AutoCloseable {
    static final int FIRST_INT = 5000;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long START_MS = 1_700_000_000_000L;

    final CachedNanoClock nanoClock = new CachedNanoClock();
    final CachedEpochClock epochClock = new CachedEpochClock();
    private final List<LogFile> mapped = new ArrayList<>();
    private final Path directory;
    private final ControlFile control;
    private final ManyToOneRingBuffer ring;
    private final EventTranscript transcript;
    private final Driver driver;
    private @Nullable Outlook conductor;
    private int lastInt = FIRST_INT - 1;

    private DriverHarness(UnaryOperator<DriverConfig> change, UnaryOperator<DriverAssembly> assemble) {
        directory = TestDirectories.create();
        // The clock is about to turn negative, as it may at any time.
        nanoClock.update(Long.MAX_VALUE - SECOND_NS / 2);
        epochClock.update(START_MS);
        DriverAssembly assembly = new DriverAssembly(change.apply(smallConfig(directory)))
                .clocks(nanoClock, epochClock)
                .randomInts(() -> ++lastInt)
                .agentsWatch(agents -> conductor = (Outlook) agents.conductor());
        driver = assemble.apply(assembly).start();
        try {
            control = ControlFile.map(directory.resolve(ControlFileLayout.FILE_NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ring = new ManyToOneRingBuffer(control.toDriverBuffer());
        transcript = new EventTranscript(control.toClientsBuffer());
    }

    static DriverHarness start() {
        return start(config -> config);
    }

    static DriverHarness start(UnaryOperator<DriverConfig> change) {
        return start(change, assembly -> assembly);
    }

    static DriverHarness start(UnaryOperator<DriverConfig> change, UnaryOperator<DriverAssembly> assemble) {
        return new DriverHarness(change, assemble);
    }

    static DriverConfig smallConfig(Path directory) {
        DriverConfig config = DriverConfig.defaults(directory);
        return config.withLog(config.log().withIpcTermLength(64 << 10).withTermLength(64 << 10))
                .withCounters(config.counters().withValuesLength(1 << 20))
                .withStorage(config.storage().withDeleteOnShutdown(true).withLowSpaceWarningThreshold(0))
                .withThreading(config.threading().withMode(ThreadingMode.INVOKER));
    }

    Driver driver() {
        return driver;
    }

    /** How long the conductor would sleep if it had a thread that everybody wakes, in nanoseconds. */
    long conductorQuietNs() {
        return conductor == null ? 0 : conductor.quietNs();
    }

    ControlFile control() {
        return control;
    }

    ManyToOneRingBuffer ring() {
        return ring;
    }

    RawClient newClient() {
        return new RawClient(ring);
    }

    CountersReader counters() {
        return driver.counters();
    }

    long counter(SystemCounter counter) {
        return counters().getCounterValue(counter.id());
    }

    /** Maps the log of a publication as a client does. */
    RawLog log(long registrationId) {
        LogFile log = LogFile.map(logPath(registrationId));
        mapped.add(log);
        return new RawLog(log);
    }

    /** Maps the log of an image as a client does. */
    RawLog imageLog(long imageId) {
        LogFile log = LogFile.map(imageLogPath(imageId));
        mapped.add(log);
        return new RawLog(log);
    }

    Path imageLogPath(long imageId) {
        return new DriverDirectory(directory).imageLog(imageId);
    }

    /** The counter of a type that is about a publication or subscription. */
    int counterId(CounterType type, long registrationId) {
        return StreamCounter.find(counters(), type, registrationId);
    }

    /** The counter of the status of the channel that came to be by a request. */
    int channelStatusId(long correlationId) {
        List<Integer> found = new ArrayList<>();
        counters().forEach((counterId, typeId, key, label) -> {
            boolean isChannel =
                    typeId == CounterType.SEND_CHANNEL_STATUS.id() || typeId == CounterType.RECEIVE_CHANNEL_STATUS.id();
            if (isChannel && counters().getCounterRegistrationId(counterId) == correlationId) {
                found.add(counterId);
            }
        });
        return found.isEmpty() ? CountersReader.NULL_COUNTER_ID : found.get(0);
    }

    long counter(CounterType type, long registrationId) {
        return counters().getCounterValue(counterId(type, registrationId));
    }

    /** Gives a sign of life as a client does. */
    void storeHeartbeat(long clientId, long timeMs) {
        new AtomicCounter(control.counterValuesBuffer(), ClientHeartbeat.find(counters(), clientId)).setRelease(timeMs);
    }

    /** Moves a subscriber as its client does. */
    void consume(long subscriptionId, long position) {
        store(CounterType.SUBSCRIBER_POSITION, subscriptionId, position);
    }

    /** Writes a counter that is about a publication or subscription, as any client can. */
    void store(CounterType type, long registrationId, long value) {
        new AtomicCounter(control.counterValuesBuffer(), counterId(type, registrationId)).setRelease(value);
    }

    /** The whole error log as text. */
    String errorLog() {
        StringBuilder text = new StringBuilder();
        ErrorLogReader.read(
                control.errorLogBuffer(),
                (count, first, last, error) -> text.append(count)
                        .append(" x ")
                        .append(error.lines().findFirst().orElse(""))
                        .append('\n'));
        return text.toString();
    }

    Path logPath(long registrationId) {
        return new DriverDirectory(directory).publicationLog(registrationId);
    }

    /** Runs the driver until it has nothing to do. */
    void run() {
        for (int i = 0; i < 100 && driver.invoker().invoke() > 0; i++) {
            // Each cycle takes one command at most.
        }
    }

    /** Lets less than a second pass. */
    void milliseconds(int count) {
        nanoClock.advance(count * 1_000_000L);
        epochClock.advance(count);
        run();
    }

    /** Lets whole seconds pass, one timer pass in each. */
    void seconds(int count) {
        for (int i = 0; i < count; i++) {
            nanoClock.advance(SECOND_NS);
            epochClock.advance(1_000);
            run();
        }
    }

    /** Lets time pass, and keeps clients alive while it does. */
    void seconds(int count, RawClient... alive) {
        for (int i = 0; i < count; i++) {
            for (RawClient client : alive) {
                client.keepAlive();
            }
            run();
            seconds(1);
        }
    }

    /** Labels of all counters but those of the system, in the order of their ids. */
    List<String> counterLabels() {
        List<String> labels = new ArrayList<>();
        counters().forEach((counterId, typeId, key, label) -> {
            if (typeId != CounterType.SYSTEM.id()) {
                labels.add(label);
            }
        });
        return labels;
    }

    /** What clients were told since the last call, one event to a line, with paths as from the driver directory. */
    String events() {
        return transcript.take().replace(directory + "/", "");
    }

    @Override
    public void close() {
        mapped.forEach(LogFile::close);
        control.close();
        driver.close();
    }
}
