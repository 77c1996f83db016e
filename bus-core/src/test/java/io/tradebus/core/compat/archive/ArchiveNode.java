package io.tradebus.core.compat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.RecordingSignal;
import io.aeron.archive.status.RecordingPos;
import io.aeron.status.PublicationErrorFrame;
import io.tradebus.core.compat.DriverProcess;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.status.CountersReader;

/** A driver, the stock Archive on it, and a stock client of both, in this process, that asks for things over IPC. */
final class ArchiveNode implements AutoCloseable {
    private static final String PROPERTY = "archive.drivers";
    private static final long MESSAGE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final Map<String, String> SETTINGS = Map.of(
            "aeron.timer.interval", "100ms",
            "aeron.client.liveness.timeout", "30s",
            "aeron.publication.unblock.timeout", "35s",
            "aeron.publication.linger.timeout", "1s");

    final DriverProcess driver;
    final ArchiveProcess archive;
    final Aeron aeron;
    final AeronArchive client;
    final List<PublicationErrorFrame> rejections = new CopyOnWriteArrayList<>();

    private final List<RecordingSignal> signals = new ArrayList<>();

    private ArchiveNode(DriverProcess driver, ArchiveProcess archive) {
        this.driver = driver;
        this.archive = archive;
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.directoryName())
                .publicationErrorFrameHandler(error -> rejections.add(error.clone())));
        client = AeronArchive.connect(context("aeron:ipc", "aeron:ipc")
                .recordingSignalConsumer(
                        (session, correlation, recording, subscription, position, signal) -> signals.add(signal)));
    }

    /** Starts all of it and returns once the Archive has answered. */
    static ArchiveNode start(Maker maker) {
        DriverProcess driver = maker.driver(SETTINGS);
        ArchiveProcess archive = null;
        try {
            driver.awaitStart();
            archive = ArchiveProcess.start(driver.directoryName());
            return new ArchiveNode(driver, archive);
        } catch (RuntimeException | AssertionError e) {
            e.addSuppressed(
                    new AssertionError("Archive said: " + archive.process().output()));
            CloseHelper.quietCloseAll(archive, driver);
            throw e;
        }
    }

    /** Whose drivers to check: ours, unless the property says otherwise. */
    static Stream<Maker> makers() {
        return Arrays.stream(System.getProperty(PROPERTY, "US").split(",")).map(Maker::valueOf);
    }

    /** For a further session with the Archive of this node, through its driver. */
    AeronArchive.Context context(String requestChannel, String responseChannel) {
        return new AeronArchive.Context()
                .aeron(aeron)
                .controlRequestChannel(requestChannel)
                .controlResponseChannel(responseChannel)
                .messageTimeoutNs(MESSAGE_TIMEOUT_NS)
                .idleStrategy(new BackoffIdleStrategy(10, 10, 1_000, 100_000));
    }

    /** Publishes so many messages to a new stream, returns once all are recorded and the publication is closed. */
    long record(String channel, int streamId, Numbered messages, int count) {
        try (ExclusivePublication publication = client.addRecordedExclusivePublication(channel, streamId)) {
            long recordingId = awaitRecording(publication.sessionId());
            messages.publish(publication, count);
            awaitRecorded(recordingId, publication.position());
            client.stopRecording(publication);
            return recordingId;
        }
    }

    /** The recording of a session that is recorded now, once it has begun. */
    long awaitRecording(int sessionId) {
        CountersReader counters = aeron.countersReader();
        Await.until(
                "session " + sessionId + " is recorded",
                () -> RecordingPos.findCounterIdBySession(counters, sessionId, client.archiveId())
                        != CountersReader.NULL_COUNTER_ID);
        return RecordingPos.getRecordingId(
                counters, RecordingPos.findCounterIdBySession(counters, sessionId, client.archiveId()));
    }

    /** Returns once everything up to this position is recorded. */
    void awaitRecorded(long recordingId, long position) {
        Await.until(
                "recording " + recordingId + " has reached " + position,
                () -> client.getMaxRecordedPosition(recordingId) >= position);
    }

    /** Returns the position where a recording has stopped. */
    long awaitStop(long recordingId) {
        Await.until(
                "recording " + recordingId + " has stopped",
                () -> client.getStopPosition(recordingId) != AeronArchive.NULL_POSITION);
        return client.getStopPosition(recordingId);
    }

    /** Returns once the client has been told this of what it asked for. */
    void awaitSignal(RecordingSignal signal) {
        Await.until("there is a signal " + signal + " among " + signals, () -> {
            client.pollForRecordingSignals();
            return signals.contains(signal);
        });
    }

    /** Requires that driver and Archive run and that the driver has had no error. */
    void requireUnharmed() {
        assertThat(archive.process().isAlive()).isTrue();
        assertThat(archive.process().output()).isEmpty();
        UdpDrivers.requireUnharmed(driver);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(client, aeron, archive, driver);
    }
}
