package io.tradebus.core.compat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.RecordingSignal;
import io.aeron.archive.codecs.SourceLocation;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Conformance;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Archive records streams of one driver and plays them again, whole, in part, cut and extended. */
@ParameterizedClass
@MethodSource("makers")
class RecordingCheck {
    private static final String IPC = "aeron:ipc?term-length=64k";
    private static final int STREAM_ID = 1001;
    private static final int REPLAY_STREAM_ID = 2001;
    private static final int COUNT = 2_000;
    private static final int MIDDLE = 900;

    @Parameter
    Maker maker;

    private final Numbered messages = new Numbered();

    static Stream<Maker> makers() {
        return ArchiveNode.makers();
    }

    @Test
    @Conformance("DB-104")
    void recordsAnIpcStreamAndReplaysItFromWhereItIsTold() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            long recordingId = node.record(IPC, STREAM_ID, messages, COUNT);

            replay(node, recordingId, "aeron:ipc", 0, COUNT);
            replay(node, recordingId, "aeron:ipc", MIDDLE, COUNT);
            replay(node, recordingId, UdpDrivers.unicast(UdpDrivers.freePort()), MIDDLE, COUNT);
            replay(node, recordingId, UdpDrivers.unicast(UdpDrivers.freePort()), 5, MIDDLE);
            node.requireUnharmed();
        }
    }

    @Test
    @Conformance("DB-104")
    void replaysWhileItStillRecords() {
        try (ArchiveNode node = ArchiveNode.start(maker);
                ExclusivePublication publication = node.client.addRecordedExclusivePublication(IPC, STREAM_ID)) {
            long recordingId = node.awaitRecording(publication.sessionId());
            messages.publish(publication, MIDDLE);

            try (Subscription replay =
                    node.client.replay(recordingId, 0, Long.MAX_VALUE, "aeron:ipc", REPLAY_STREAM_ID)) {
                messages.publish(publication, COUNT - MIDDLE);
                messages.read(replay::poll, 0, COUNT);
            }
            node.requireUnharmed();
        }
    }

    @Test
    @Conformance({"DB-27", "DB-104"})
    void extendsARecordingWhereItStopped() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            long recordingId = node.record(IPC, STREAM_ID, messages, MIDDLE);
            long stopPosition = node.awaitStop(recordingId);

            node.client.extendRecording(recordingId, IPC, STREAM_ID, SourceLocation.LOCAL, true);
            String channel = new ChannelUriStringBuilder(IPC)
                    .initialPosition(stopPosition, initialTermId(node, recordingId), 64 << 10)
                    .build();
            try (ExclusivePublication publication = node.aeron.addExclusivePublication(channel, STREAM_ID)) {
                assertThat(publication.position()).isEqualTo(stopPosition);
                messages.publish(publication, COUNT - MIDDLE);
                node.awaitRecorded(recordingId, publication.position());
            }
            assertThat(node.awaitStop(recordingId)).isGreaterThan(stopPosition);

            replay(node, recordingId, "aeron:ipc", 0, COUNT);
            replay(node, recordingId, "aeron:ipc", MIDDLE - 5, COUNT);
            node.requireUnharmed();
        }
    }

    @Test
    @Conformance("DB-104")
    void cutsARecordingAtBothEnds() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            long recordingId = node.record(IPC, STREAM_ID, messages, COUNT);
            node.awaitStop(recordingId);

            node.client.truncateRecording(recordingId, messages.position(MIDDLE));
            // The Archive deletes files after it has answered, and refuses to delete others meanwhile.
            node.awaitSignal(RecordingSignal.DELETE);
            assertThat(node.client.getStopPosition(recordingId)).isEqualTo(messages.position(MIDDLE));
            long start = 2 * ArchiveProcess.SEGMENT_LENGTH;
            node.client.purgeSegments(recordingId, start);
            assertThat(node.client.getStartPosition(recordingId)).isEqualTo(start);

            int first = firstAt(start);
            replay(node, recordingId, "aeron:ipc", first, MIDDLE);
            node.requireUnharmed();
        }
    }

    @Test
    @Conformance("DB-104")
    void recordsASpyWithoutAnyOtherSubscriber() {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort()) + "|term-length=64k|ssc=true";
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            long recordingId = node.record(channel, STREAM_ID, messages, COUNT);

            replay(node, recordingId, "aeron:ipc", 0, COUNT);
            replay(node, recordingId, UdpDrivers.unicast(UdpDrivers.freePort()), MIDDLE, COUNT);
            node.requireUnharmed();
        }
    }

    @Test
    @Conformance("DB-104")
    void recordsASpyFromWhereItJoins() {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort()) + "|term-length=64k";
        try (ArchiveNode node = ArchiveNode.start(maker);
                Subscription subscription = node.aeron.addSubscription(channel, STREAM_ID);
                ExclusivePublication publication = node.aeron.addExclusivePublication(channel, STREAM_ID)) {
            messages.publish(publication, 20);
            messages.read(subscription::poll, 0, 20);
            long join = publication.position();

            node.client.startRecording(channel, STREAM_ID, SourceLocation.LOCAL);
            long recordingId = node.awaitRecording(publication.sessionId());
            assertThat(node.client.getStartPosition(recordingId)).isEqualTo(join);
            Numbered.Reader reader = messages.reader(20);
            while (messages.published() < COUNT) {
                messages.offer(publication);
                reader.poll(subscription::poll);
            }
            node.awaitRecorded(recordingId, publication.position());
            node.client.stopRecording(channel, STREAM_ID);

            replay(node, recordingId, "aeron:ipc", 20, COUNT);
            node.requireUnharmed();
        }
    }

    @Test
    @Conformance("DB-104")
    void recordsWhatComesFromAnotherDriver() {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        try (ArchiveNode remote = ArchiveNode.start(maker);
                ArchiveNode node = ArchiveNode.start(maker)) {
            node.client.startRecording(channel, STREAM_ID, SourceLocation.REMOTE, true);
            long recordingId;
            try (ExclusivePublication publication =
                    remote.aeron.addExclusivePublication(channel + "|term-length=64k", STREAM_ID)) {
                recordingId = node.awaitRecording(publication.sessionId());
                messages.publish(publication, COUNT);
                node.awaitRecorded(recordingId, publication.position());
            }
            node.awaitStop(recordingId);

            replay(node, recordingId, "aeron:ipc", 0, COUNT);
            String back = UdpDrivers.unicast(UdpDrivers.freePort());
            try (Subscription subscription = remote.aeron.addSubscription(back, REPLAY_STREAM_ID)) {
                node.client.startReplay(recordingId, messages.position(MIDDLE), Long.MAX_VALUE, back, REPLAY_STREAM_ID);
                messages.read(subscription::poll, MIDDLE, COUNT);
            }
            node.requireUnharmed();
            remote.requireUnharmed();
        }
    }

    /** Reads a part of a recording through the driver and checks where its image begins. */
    private void replay(ArchiveNode node, long recordingId, String channel, int first, int end) {
        long from = messages.position(first);
        long to = end == messages.published() ? Long.MAX_VALUE : messages.position(end);
        long length = to == Long.MAX_VALUE ? AeronArchive.NULL_LENGTH : to - from;
        try (Subscription subscription = node.client.replay(recordingId, from, length, channel, REPLAY_STREAM_ID)) {
            long[] join = {-1};
            messages.read(
                    (handler, limit) -> {
                        if (join[0] < 0 && subscription.imageCount() == 1) {
                            join[0] = subscription.imageAtIndex(0).joinPosition();
                        }
                        return subscription.poll(handler, limit);
                    },
                    first,
                    end);
            assertThat(join[0]).isEqualTo(from);
        }
    }

    private static int initialTermId(ArchiveNode node, long recordingId) {
        int[] termId = {0};
        node.client.listRecording(
                recordingId,
                (session,
                        correlation,
                        id,
                        start,
                        stop,
                        from,
                        to,
                        initial,
                        segment,
                        term,
                        mtu,
                        sessionId,
                        stream,
                        a,
                        b,
                        c) -> termId[0] = initial);
        return termId[0];
    }

    /** The first message that begins at or after a position. */
    private int firstAt(long position) {
        int number = 0;
        while (messages.position(number) < position) {
            number++;
        }
        return number;
    }
}
