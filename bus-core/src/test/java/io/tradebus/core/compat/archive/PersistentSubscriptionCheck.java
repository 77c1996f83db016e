package io.tradebus.core.compat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.PersistentSubscription;
import io.aeron.archive.client.PersistentSubscriptionListener;
import io.aeron.archive.codecs.SourceLocation;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A subscription that begins with what was recorded and goes on with the live stream, over each kind of channel. */
@ParameterizedClass
@MethodSource("makers")
class PersistentSubscriptionCheck {
    private static final int STREAM_ID = 1001;
    private static final int REPLAY_STREAM_ID = 2001;
    private static final int BEFORE = 700;
    private static final int AFTER = 500;

    @Parameter
    Maker maker;

    private final Numbered messages = new Numbered();
    private final List<String> events = new CopyOnWriteArrayList<>();

    static Stream<Maker> makers() {
        return ArchiveNode.makers();
    }

    @Test
    @Conformance("DB-105")
    void overIpc() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            String channel = "aeron:ipc?term-length=64k";
            follow(node, node.aeron, "aeron:ipc", channel, "aeron:ipc", "aeron:ipc");
        }
    }

    @Test
    @Conformance("DB-105")
    void overASpy() {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            follow(
                    node,
                    node.aeron,
                    "aeron:ipc",
                    channel + "|term-length=64k|ssc=true",
                    "aeron-spy:" + channel,
                    UdpDrivers.unicast(0));
        }
    }

    @Test
    @Conformance({"DB-105", "DB-106"})
    void overUdpFromAnotherDriver() {
        String control = "control=127.0.0.1:" + UdpDrivers.freePort();
        try (ArchiveNode node = ArchiveNode.start(maker);
                ArchiveNode remote = ArchiveNode.start(maker)) {
            follow(
                    node,
                    remote.aeron,
                    node.archive.controlChannel(),
                    "aeron:udp?control-mode=dynamic|term-length=64k|ssc=true|" + control,
                    "aeron:udp?endpoint=127.0.0.1:0|control-mode=dynamic|" + control,
                    UdpDrivers.unicast(0));
            remote.requireUnharmed();
        }
    }

    @Test
    @Conformance({"DB-105", "DB-106"})
    void overUdpFromAnotherDriverWithAReplayOverAResponseChannel() {
        String control = "control=127.0.0.1:" + UdpDrivers.freePort();
        String response = "aeron:udp?control-mode=response|control=127.0.0.1:" + UdpDrivers.freePort();
        try (ArchiveNode node = ArchiveNode.start(maker);
                ArchiveNode remote = ArchiveNode.start(maker)) {
            follow(
                    node,
                    remote.aeron,
                    node.archive.controlChannel(),
                    "aeron:udp?control-mode=dynamic|term-length=64k|ssc=true|" + control,
                    "aeron:udp?endpoint=127.0.0.1:0|control-mode=dynamic|" + control,
                    response);
            remote.requireUnharmed();
        }
    }

    private void follow(ArchiveNode node, Aeron aeron, String requests, String channel, String live, String replay) {
        String answers = requests.equals("aeron:ipc") ? requests : UdpDrivers.unicast(0);
        node.client.startRecording(channel, STREAM_ID, SourceLocation.LOCAL);
        try (ExclusivePublication publication = node.aeron.addExclusivePublication(channel, STREAM_ID)) {
            long recordingId = node.awaitRecording(publication.sessionId());
            messages.publish(publication, BEFORE);

            AeronArchive.Context archive = node.context(requests, answers).aeron(aeron);
            try (PersistentSubscription subscription =
                    PersistentSubscription.create(new PersistentSubscription.Context()
                            .aeron(aeron)
                            .ownsAeronClient(false)
                            .aeronArchiveContext(archive)
                            .recordingId(recordingId)
                            .startPosition(0)
                            .liveChannel(live)
                            .liveStreamId(STREAM_ID)
                            .replayChannel(replay)
                            .replayStreamId(REPLAY_STREAM_ID)
                            .listener(new Events()))) {
                Numbered.Reader reader = messages.reader(0);
                Await.until("it is live", () -> {
                    messages.offer(publication);
                    reader.poll(subscription::poll);
                    assertThat(subscription.hasFailed()).isFalse();
                    return subscription.isLive();
                });
                assertThat(reader.next()).isGreaterThanOrEqualTo(BEFORE);
                int end = messages.published() + AFTER;
                Await.until("all is read from the live stream", () -> {
                    if (messages.published() < end) {
                        messages.offer(publication);
                    }
                    reader.poll(subscription::poll);
                    return reader.next() == end;
                });
                assertThat(events).containsExactly("joined");
            }
        }
        node.requireUnharmed();
    }

    private final class Events implements PersistentSubscriptionListener {
        @Override
        public void onLiveJoined() {
            events.add("joined");
        }

        @Override
        public void onLiveLeft() {
            events.add("left");
        }

        @Override
        public void onError(Exception e) {
            events.add(e.toString());
        }
    }
}
