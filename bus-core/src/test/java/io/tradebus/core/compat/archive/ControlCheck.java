package io.tradebus.core.compat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.archive.client.ReplayParams;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How an Archive is asked and answers: each way of it, and what becomes of sessions that end badly. */
@ParameterizedClass
@MethodSource("makers")
class ControlCheck {
    private static final String IPC = "aeron:ipc?term-length=64k";
    private static final int STREAM_ID = 1001;
    private static final int REPLAY_STREAM_ID = 2001;
    private static final int COUNT = 300;

    @Parameter
    Maker maker;

    private final Numbered messages = new Numbered();

    static Stream<Maker> makers() {
        return ArchiveNode.makers();
    }

    @Test
    @Conformance("DB-106")
    void answersOverUdpAtAPortThatTheSystemChose() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            requireAnswers(
                    node,
                    node.archive.controlChannel(),
                    UdpDrivers.unicast(0),
                    UdpDrivers.unicast(UdpDrivers.freePort()));
        }
    }

    @Test
    @Conformance("DB-106")
    void answersOverUdpAnotherDriver() {
        try (ArchiveNode node = ArchiveNode.start(maker);
                ArchiveNode remote = ArchiveNode.start(maker)) {
            long recordingId = node.record(IPC, STREAM_ID, messages, COUNT);

            try (AeronArchive client =
                    AeronArchive.connect(remote.context(node.archive.controlChannel(), UdpDrivers.unicast(0)))) {
                requireReplay(client, recordingId, UdpDrivers.unicast(UdpDrivers.freePort()));
            }
            node.requireUnharmed();
            remote.requireUnharmed();
        }
    }

    @Test
    @Conformance("DB-106")
    void answersOverAResponseChannelOfUdp() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            requireAnswers(node, node.archive.controlChannel(), response(), response());
        }
    }

    @Test
    @Conformance("DB-106")
    void answersOverAResponseChannelOfIpc() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            String response = "aeron:ipc?control-mode=response";
            requireAnswers(node, "aeron:ipc", response, response);
        }
    }

    @Test
    @Conformance("DB-107")
    void rejectsTheRequestsOfASessionThatReadsNoAnswers() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            AeronArchive session =
                    AeronArchive.connect(node.context(node.archive.controlChannel(), UdpDrivers.unicast(0)));
            long requests = session.archiveProxy().publication().registrationId();
            Image answers = session.controlResponsePoller().subscription().imageAtIndex(0);

            Await.until("the requests are rejected", () -> {
                ask(session);
                return node.rejections.stream().anyMatch(rejection -> rejection.registrationId() == requests);
            });
            assertThat(node.rejections.get(0).errorMessage()).startsWith("failed to send response");
            assertThat(node.driver.errors()).contains("WARN - ", "failed to send response");
            Await.until("the answers are over", answers::isClosed);
            assertThat(answers.isPublicationRevoked()).isTrue();
            session.controlResponsePoller().subscription().close();
            session.archiveProxy().publication().close();
            assertThat(node.archive.process().isAlive()).isTrue();
        }
    }

    @Test
    @Conformance("DB-107")
    void revokesTheAnswersOfASessionThatAsksNothingMore() {
        try (ArchiveNode node = ArchiveNode.start(maker)) {
            AeronArchive session =
                    AeronArchive.connect(node.context(node.archive.controlChannel(), UdpDrivers.unicast(0)));
            Subscription answers = session.controlResponsePoller().subscription();
            Image image = answers.imageAtIndex(0);

            session.archiveProxy().publication().close();

            Await.until("the answers are over", image::isClosed);
            assertThat(image.isPublicationRevoked()).isTrue();
            answers.close();
            node.requireUnharmed();
        }
    }

    /** Asks for something if there is still somebody to ask. */
    private static void ask(AeronArchive session) {
        try {
            session.archiveProxy().archiveId(Aeron.NULL_VALUE, session.controlSessionId());
        } catch (ArchiveException ignored) {
            // The connection is gone; why is told to the publication.
        }
    }

    private void requireAnswers(ArchiveNode node, String request, String response, String replay) {
        long recordingId = node.record(IPC, STREAM_ID, messages, COUNT);

        try (AeronArchive client = AeronArchive.connect(node.context(request, response))) {
            assertThat(client.getStopPosition(recordingId)).isEqualTo(node.awaitStop(recordingId));
            requireReplay(client, recordingId, replay);
        }
        node.requireUnharmed();
    }

    private void requireReplay(AeronArchive client, long recordingId, String channel) {
        try (Subscription subscription = client.replay(
                recordingId, channel, REPLAY_STREAM_ID, new ReplayParams().position(messages.position(10)))) {
            messages.read(subscription::poll, 10, COUNT);
        }
    }

    private static String response() {
        return "aeron:udp?control-mode=response|control=127.0.0.1:" + UdpDrivers.freePort();
    }
}
