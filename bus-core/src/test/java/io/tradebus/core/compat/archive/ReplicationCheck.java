package io.tradebus.core.compat.archive;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ReplicationParams;
import io.aeron.archive.codecs.RecordingSignal;
import io.aeron.archive.codecs.SourceLocation;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One Archive copies the recording of another, that is done or goes on. */
@ParameterizedClass
@MethodSource("makers")
class ReplicationCheck {
    private static final int STREAM_ID = 1001;
    private static final int REPLAY_STREAM_ID = 2001;
    private static final int COUNT = 1_500;

    @Parameter
    Maker maker;

    private final Numbered messages = new Numbered();

    static Stream<Maker> makers() {
        return ArchiveNode.makers();
    }

    @Test
    @Conformance("DB-104")
    void copiesARecordingThatIsDone() {
        try (ArchiveNode from = ArchiveNode.start(maker);
                ArchiveNode to = ArchiveNode.start(maker)) {
            long recordingId = from.record("aeron:ipc?term-length=64k", STREAM_ID, messages, COUNT);
            long end = from.awaitStop(recordingId);

            to.client.replicate(recordingId, controlStream(), from.archive.controlChannel(), new ReplicationParams());

            long copy = awaitCopy(to);
            Await.until("all is copied", () -> to.client.getStopPosition(copy) == end);
            replay(to, copy);
            from.requireUnharmed();
            to.requireUnharmed();
        }
    }

    @Test
    @Conformance({"DB-104", "DB-106"})
    void copiesOverResponseChannels() {
        try (ArchiveNode from = ArchiveNode.start(maker);
                ArchiveNode to = ArchiveNode.start(maker)) {
            long recordingId = from.record("aeron:ipc?term-length=64k", STREAM_ID, messages, COUNT);
            long end = from.awaitStop(recordingId);

            String response = "aeron:udp?control-mode=response|control=127.0.0.1:" + UdpDrivers.freePort();
            to.client.replicate(
                    recordingId,
                    controlStream(),
                    from.archive.controlChannel(),
                    new ReplicationParams().replicationChannel(response).srcResponseChannel(response));

            long copy = awaitCopy(to);
            Await.until("all is copied", () -> to.client.getStopPosition(copy) == end);
            replay(to, copy);
            from.requireUnharmed();
            to.requireUnharmed();
        }
    }

    @Test
    @Conformance({"DB-104", "DB-105"})
    void copiesARecordingAndGoesOnWithTheLiveStream() {
        String control = "control=127.0.0.1:" + UdpDrivers.freePort();
        String channel = "aeron:udp?" + control + "|control-mode=dynamic|term-length=64k|ssc=true";
        try (ArchiveNode from = ArchiveNode.start(maker);
                ArchiveNode to = ArchiveNode.start(maker)) {
            from.client.startRecording(channel, STREAM_ID, SourceLocation.LOCAL);
            long copy;
            try (ExclusivePublication publication = from.aeron.addExclusivePublication(channel, STREAM_ID)) {
                long recordingId = from.awaitRecording(publication.sessionId());
                messages.publish(publication, COUNT / 2);

                to.client.replicate(
                        recordingId,
                        controlStream(),
                        from.archive.controlChannel(),
                        new ReplicationParams().liveDestination("aeron:udp?endpoint=127.0.0.1:0|" + control));
                copy = awaitCopy(to);
                messages.publish(publication, COUNT / 2);
                to.awaitSignal(RecordingSignal.MERGE);
                // The source is not needed any more: the copy is fed by the publication itself.
                from.client.stopRecording(channel, STREAM_ID);
                from.awaitStop(recordingId);
                messages.publish(publication, COUNT / 2);
                to.awaitRecorded(copy, publication.position());
            }
            to.awaitStop(copy);
            replay(to, copy);
            from.requireUnharmed();
            to.requireUnharmed();
        }
    }

    private static int controlStream() {
        return AeronArchive.Configuration.controlStreamId();
    }

    private static long awaitCopy(ArchiveNode node) {
        long[] copy = {Aeron.NULL_VALUE};
        Await.until("there is a copy", () -> {
            node.client.listRecordings(
                    0, 1, (session, correlation, id, c, d, e, f, g, h, i, j, k, l, m, n, o) -> copy[0] = id);
            return copy[0] != Aeron.NULL_VALUE;
        });
        return copy[0];
    }

    private void replay(ArchiveNode node, long recordingId) {
        try (Subscription subscription =
                node.client.replay(recordingId, 0, Long.MAX_VALUE, "aeron:ipc", REPLAY_STREAM_ID)) {
            messages.read(subscription::poll, 0, messages.published());
        }
    }
}
