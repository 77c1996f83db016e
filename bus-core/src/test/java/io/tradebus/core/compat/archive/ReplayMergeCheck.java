package io.tradebus.core.compat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ReplayMerge;
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

/** A subscriber that comes late reads the recording, then the live stream, without a gap and nothing twice. */
@ParameterizedClass
@MethodSource("makers")
class ReplayMergeCheck {
    private static final int STREAM_ID = 1001;
    private static final int BEFORE = 1_500;
    private static final int MIDDLE = 700;
    private static final int AFTER = 500;

    @Parameter
    Maker maker;

    private final Numbered messages = new Numbered();

    static Stream<Maker> makers() {
        return ArchiveNode.makers();
    }

    @Test
    @Conformance("DB-105")
    void followsTheLiveStreamFromTheSameDriver() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            follow(node, node.aeron, node.client, 0);
            node.requireUnharmed();
        }
    }

    @Test
    @Conformance("DB-105")
    void followsTheLiveStreamFromAnotherDriverBeginningInTheMiddle() {
        try (ArchiveNode node = ArchiveNode.start(maker);
                ArchiveNode remote = ArchiveNode.start(maker);
                AeronArchive client =
                        AeronArchive.connect(remote.context(node.archive.controlChannel(), UdpDrivers.unicast(0)))) {
            follow(node, remote.aeron, client, MIDDLE);
            node.requireUnharmed();
            remote.requireUnharmed();
        }
    }

    /** Publishes and records on a node, and follows it through a client, from some message on. */
    private void follow(ArchiveNode node, Aeron aeron, AeronArchive client, int first) {
        String control = "control=127.0.0.1:" + UdpDrivers.freePort();
        String channel = "aeron:udp?" + control + "|control-mode=dynamic|term-length=64k|ssc=true";
        node.client.startRecording(channel, STREAM_ID, SourceLocation.LOCAL);
        try (ExclusivePublication publication = node.aeron.addExclusivePublication(channel, STREAM_ID)) {
            long recordingId = node.awaitRecording(publication.sessionId());
            messages.publish(publication, BEFORE);

            String session = "session-id=" + publication.sessionId();
            try (Subscription subscription =
                            aeron.addSubscription("aeron:udp?control-mode=manual|" + session, STREAM_ID);
                    ReplayMerge merge = new ReplayMerge(
                            subscription,
                            client,
                            "aeron:udp?" + session,
                            UdpDrivers.unicast(0),
                            "aeron:udp?endpoint=127.0.0.1:0|" + control,
                            recordingId,
                            messages.position(first))) {
                Numbered.Reader reader = messages.reader(first);
                Await.until("merged", () -> {
                    messages.offer(publication);
                    reader.poll(merge::poll);
                    assertThat(merge.hasFailed()).as(merge::toString).isFalse();
                    return merge.isMerged();
                });
                assertThat(merge.image().joinPosition()).isEqualTo(messages.position(first));
                int end = messages.published() + AFTER;
                Await.until("all is read from the live stream", () -> {
                    if (messages.published() < end) {
                        messages.offer(publication);
                    }
                    reader.poll(subscription::poll);
                    return reader.next() == end;
                });
                assertThat(merge.image().activeTransportCount()).isEqualTo(1);
            }
        }
    }
}
