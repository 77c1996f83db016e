package io.tradebus.core.client;

import static io.tradebus.core.client.ControlledFragmentHandler.Action.ABORT;
import static io.tradebus.core.client.ControlledFragmentHandler.Action.BREAK;
import static io.tradebus.core.client.ControlledFragmentHandler.Action.COMMIT;
import static io.tradebus.core.client.ControlledFragmentHandler.Action.CONTINUE;
import static io.tradebus.core.client.TestLog.TERM_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an image is read, over a log in plain memory. Messages are 8 bytes, so that frames take 64. */
class ImageTest {
    private static final int FRAME = 64;

    private final TestLog log = new TestLog();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[TERM_LENGTH]);
    private final List<Long> received = new ArrayList<>();
    private final FragmentHandler collect = (buffer, offset, length, header) -> received.add(buffer.getLong(offset));

    @Test
    @Conformance("SM-66")
    void stopsAtTheFragmentLimit() {
        publish(log, 5);
        Image image = log.image();

        assertThat(image.poll(collect, 3)).isEqualTo(3);
        assertThat(image.position()).isEqualTo(3 * FRAME);
        assertThat(image.poll(collect, 3)).isEqualTo(2);
        assertThat(image.poll(collect, 3)).isZero();
        assertThat(received).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log.subscriberPosition.get()).isEqualTo(5 * FRAME);
    }

    @Test
    @Conformance("SM-66")
    void stopsWhereAFrameIsNotComplete() {
        ExclusivePublication publication = publish(log, 1);
        Claim claim = new Claim();
        publication.tryClaim(8, claim);
        publication.offer(message, 0, 8);
        Image image = log.image();

        assertThat(image.poll(collect, 10)).isEqualTo(1);
        claim.commit();
        assertThat(image.poll(collect, 10)).isEqualTo(2);
    }

    @Test
    @Conformance("SM-66")
    void doesNotCountPaddingAndDoesNotCrossTheTerm() {
        TestLog late = new TestLog(5, 5, TERM_LENGTH - 2 * FRAME);
        ExclusivePublication publication = late.exclusive();
        late.connect(10L * TERM_LENGTH);
        publication.offer(message, 0, 8);
        assertThat(publication.offer(message, 0, 100)).isEqualTo(Publication.ADMIN_ACTION);
        publication.offer(message, 0, 8);
        late.subscriberPosition.set(TERM_LENGTH - 2 * FRAME);
        Image image = late.image();

        assertThat(image.poll(collect, 10)).isEqualTo(1);
        assertThat(image.position()).isEqualTo(TERM_LENGTH);
        assertThat(image.poll(collect, 10)).isEqualTo(1);
        assertThat(image.position()).isEqualTo(TERM_LENGTH + FRAME);
    }

    @Test
    void passesPaddingThatStandsAlone() {
        log.connect(TERM_LENGTH);
        log.exclusive().appendPadding(8);
        Image image = log.image();

        assertThat(image.poll(collect, 10)).isZero();
        assertThat(image.position()).isEqualTo(FRAME);
    }

    @Test
    void tellsWhereAFragmentComesFrom() {
        publish(log, 1);
        Image image = log.image();
        List<String> told = new ArrayList<>();

        image.poll(
                (buffer, offset, length, header) -> told.add(header.position() + " " + header.sessionId() + " "
                        + header.streamId() + " " + header.termId() + " " + header.termOffset() + " "
                        + header.frameLength() + " " + header.flags() + " " + header.type() + " "
                        + header.reservedValue() + " " + header.isReassembled() + " " + (header.image() == image)),
                1);

        assertThat(told).containsExactly("64 7 1001 5 0 40 192 1 0 false true");
    }

    @Test
    @Conformance("SM-67")
    void countsAFragmentAsConsumedWhenItsHandlerThrows() {
        publish(log, 3);
        Image image = log.image();
        IllegalStateException failure = new IllegalStateException("on purpose");

        int fragments = image.poll(
                (buffer, offset, length, header) -> {
                    received.add(buffer.getLong(offset));
                    if (received.size() == 2) {
                        throw failure;
                    }
                },
                10);

        assertThat(fragments).isEqualTo(2);
        assertThat(log.owner.errors).containsExactly(failure);
        assertThat(log.subscriberPosition.get()).isEqualTo(2 * FRAME);
        assertThat(image.poll(collect, 10)).isEqualTo(1);
        assertThat(received).containsExactly(1L, 2L, 3L);
    }

    @Test
    @Conformance("SM-67")
    void storesThePositionOnceForEachPoll() {
        publish(log, 3);
        List<Long> positions = new ArrayList<>();

        log.image().poll((buffer, offset, length, header) -> positions.add(log.subscriberPosition.get()), 10);

        assertThat(positions).containsExactly(0L, 0L, 0L);
        assertThat(log.subscriberPosition.get()).isEqualTo(3 * FRAME);
    }

    @Test
    @Conformance("SM-68")
    void deliversAnAbortedFragmentAgain() {
        publish(log, 3);
        Image image = log.image();

        assertThat(image.controlledPoll(acting(CONTINUE, ABORT), 10)).isEqualTo(1);
        assertThat(image.position()).isEqualTo(FRAME);
        assertThat(image.controlledPoll(acting(CONTINUE, CONTINUE), 10)).isEqualTo(2);
        assertThat(received).containsExactly(1L, 2L, 2L, 3L);
    }

    @Test
    void stopsAfterABreak() {
        publish(log, 3);
        Image image = log.image();

        assertThat(image.controlledPoll(acting(CONTINUE, BREAK), 10)).isEqualTo(2);
        assertThat(image.position()).isEqualTo(2 * FRAME);
    }

    @Test
    @Conformance("SM-68")
    void storesThePositionAtOnceOnCommit() {
        publish(log, 3);
        List<Long> positions = new ArrayList<>();
        Image image = log.image();

        image.controlledPoll(
                (buffer, offset, length, header) -> {
                    positions.add(log.subscriberPosition.get());
                    return positions.size() == 2 ? COMMIT : CONTINUE;
                },
                10);

        assertThat(positions).containsExactly(0L, 0L, 2L * FRAME);
        assertThat(image.position()).isEqualTo(3 * FRAME);
    }

    @Test
    void keepsWhatWasCommittedWhenALaterFragmentAborts() {
        publish(log, 3);
        Image image = log.image();

        assertThat(image.controlledPoll(acting(COMMIT, ABORT), 10)).isEqualTo(1);
        assertThat(image.position()).isEqualTo(FRAME);
    }

    @Test
    void peeksWithoutMovingAndSaysHowFarWholeMessagesReach() {
        publish(log, 4);
        Image image = log.image();

        assertThat(image.controlledPeek(0, acting(COMMIT, CONTINUE, ABORT), Long.MAX_VALUE))
                .isEqualTo(2 * FRAME);
        assertThat(image.controlledPeek(0, acting(CONTINUE, BREAK), Long.MAX_VALUE))
                .isEqualTo(2 * FRAME);
        assertThat(image.controlledPeek(FRAME, acting(CONTINUE, CONTINUE), 3 * FRAME))
                .isEqualTo(3 * FRAME);
        assertThat(image.position()).isZero();

        image.position(3 * FRAME);
        assertThat(image.poll(collect, 10)).isEqualTo(1);
        assertThatThrownBy(() -> image.controlledPeek(0, acting(CONTINUE), Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Conformance("SM-67")
    void countsAFragmentAsConsumedWhenItsControllingHandlerThrows() {
        publish(log, 3);
        Image image = log.image();

        int fragments = image.controlledPoll(
                (buffer, offset, length, header) -> {
                    throw new IllegalStateException("on purpose");
                },
                10);

        assertThat(fragments).isEqualTo(1);
        assertThat(log.owner.errors).hasSize(1);
        assertThat(image.position()).isEqualTo(FRAME);
    }

    @Test
    @Conformance("SM-69")
    void beginsNoFrameAtOrBeyondTheBound() {
        publish(log, 4);
        Image image = log.image();

        assertThat(image.boundedPoll(collect, 0, 10)).isZero();
        assertThat(image.boundedPoll(collect, 1, 10)).as("begins below").isEqualTo(1);
        assertThat(image.boundedPoll(collect, FRAME, 10)).isZero();
        assertThat(image.boundedPoll(collect, 3 * FRAME, 10)).isEqualTo(2);
        assertThat(image.boundedPoll(collect, Long.MAX_VALUE, 10)).isEqualTo(1);
        assertThat(received).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    @Conformance("SM-69")
    void boundsAControlledPoll() {
        publish(log, 4);
        Image image = log.image();

        assertThat(image.boundedControlledPoll(acting(CONTINUE), 2 * FRAME, 10)).isEqualTo(2);
        assertThat(image.boundedControlledPoll(acting(CONTINUE), 2 * FRAME, 10)).isZero();
        assertThat(image.boundedControlledPoll(acting(BREAK), 4 * FRAME, 10)).isEqualTo(1);
        assertThat(image.position()).isEqualTo(3 * FRAME);
    }

    @Test
    @Conformance("SM-70")
    void deliversABlockOfWholeFrames() {
        ExclusivePublication publication = publish(log, 3);
        publication.appendPadding(8);
        publication.offer(message, 0, 8);
        Image image = log.image();
        List<String> blocks = new ArrayList<>();
        BlockHandler handler = (buffer, offset, length, sessionId, termId) ->
                blocks.add(offset + "+" + length + " session=" + sessionId + " term=" + termId);

        assertThat(image.blockPoll(handler, FRAME - 1)).isZero();
        assertThat(image.blockPoll(handler, 2 * FRAME + 1)).isEqualTo(2 * FRAME);
        assertThat(image.blockPoll(handler, Integer.MAX_VALUE))
                .as("padding ends it")
                .isEqualTo(FRAME);
        assertThat(image.blockPoll(handler, Integer.MAX_VALUE))
                .as("padding alone")
                .isEqualTo(FRAME);
        assertThat(image.blockPoll(handler, Integer.MAX_VALUE)).isEqualTo(FRAME);
        assertThat(image.blockPoll(handler, Integer.MAX_VALUE)).isZero();

        assertThat(blocks)
                .containsExactly(
                        "0+128 session=7 term=5",
                        "128+64 session=7 term=5",
                        "192+64 session=7 term=5",
                        "256+64 session=7 term=5");
        assertThat(image.position()).isEqualTo(5 * FRAME);
    }

    @Test
    void passesABlockWhoseHandlerThrows() {
        publish(log, 2);
        Image image = log.image();

        int length = image.blockPoll(
                (buffer, offset, blockLength, sessionId, termId) -> {
                    throw new IllegalStateException("on purpose");
                },
                TERM_LENGTH);

        assertThat(length).isEqualTo(2 * FRAME);
        assertThat(log.owner.errors).hasSize(1);
        assertThat(image.position()).isEqualTo(2 * FRAME);
    }

    @Test
    void saysWhereABlockLiesInTheFile(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("11.logbuffer");
        LogDescription description = LogDescription.builder(LogKind.EXCLUSIVE_PUBLICATION, 11).stream(
                        TestLog.SESSION, TestLog.STREAM)
                .termLength(TERM_LENGTH)
                .mtuLength(TestLog.MTU)
                .start(5, 6, 4096)
                .build();
        try (LogFile file = LogFile.create(path, description, true)) {
            MappedLog mapped = new MappedLog(file, new Claims());
            log.connect(Long.MAX_VALUE);
            LogMetadata.isConnectedRelease(file.metadata(), true);
            ExclusivePublication publication = new ExclusivePublication(
                    new PublicationDescription(11, 11, "aeron:ipc", TestLog.STREAM, TestLog.SESSION, 0, -1),
                    mapped,
                    log.limit,
                    log.owner);
            message.putLong(0, 99);
            publication.offer(message, 0, 8);
            log.subscriberPosition.set(TERM_LENGTH + 4096);
            Image image = new Image(
                    log.subscription("aeron:ipc"),
                    new ImageDescription(11, TestLog.SESSION, 1, "aeron:ipc"),
                    mapped,
                    log.subscriberPosition,
                    log.owner);
            ByteBuffer fromFile = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());

            int length = image.rawPoll(
                    (channel, fileOffset, buffer, offset, blockLength, sessionId, termId) -> {
                        assertThat(fileOffset).isEqualTo(TERM_LENGTH + 4096);
                        assertThat(offset).isEqualTo(4096);
                        try {
                            channel.read(fromFile, fileOffset + 32);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    TERM_LENGTH);

            assertThat(log.owner.errors).isEmpty();
            assertThat(length).isEqualTo(FRAME);
            assertThat(fromFile.getLong(0)).isEqualTo(99);
            assertThat(image.position()).isEqualTo(TERM_LENGTH + 4096 + FRAME);
        }
    }

    @Test
    void skipsForwardWithinTheTerm() {
        publish(log, 4);
        Image image = log.image();

        image.position(2 * FRAME);

        image.poll(collect, 10);
        assertThat(received).containsExactly(3L, 4L);
        assertThatThrownBy(() -> image.position(2 * FRAME)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> image.position(4 * FRAME + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> image.position(TERM_LENGTH + 32)).isInstanceOf(IllegalArgumentException.class);
        image.position(TERM_LENGTH);
        assertThat(image.position()).isEqualTo(TERM_LENGTH);
    }

    @Test
    @Conformance("SM-72")
    void joinsWhereTheCounterStands() {
        log.subscriberPosition.set(3 * FRAME);

        assertThat(log.image().joinPosition()).isEqualTo(3 * FRAME);
    }

    @Test
    void endsOnceAllIsConsumed() {
        publish(log, 2);
        Image image = log.image();
        assertThat(image.endOfStreamPosition()).isEqualTo(Long.MAX_VALUE);
        LogMetadata.endOfStreamPositionRelease(log.metadata, 2 * FRAME);

        image.poll(collect, 1);
        assertThat(image.isEndOfStream()).isFalse();
        image.poll(collect, 1);
        assertThat(image.isEndOfStream()).isTrue();
    }

    @Test
    @Conformance("SM-73")
    void answersWhatHeldWhenItWasClosed() {
        publish(log, 3);
        Image image = log.image();
        image.poll(collect, 2);
        LogMetadata.endOfStreamPositionRelease(log.metadata, 3 * FRAME);
        LogMetadata.revoke(log.metadata);

        image.close();
        log.subscriberPosition.set(12345);
        LogMetadata.endOfStreamPositionRelease(log.metadata, 0);

        assertThat(image.isClosed()).isTrue();
        assertThat(image.position()).isEqualTo(2 * FRAME);
        assertThat(image.endOfStreamPosition()).isEqualTo(3 * FRAME);
        assertThat(image.isEndOfStream()).isFalse();
        assertThat(image.isRevoked()).isTrue();
        assertThat(image.activeTransportCount()).isZero();
        assertThat(image.poll(collect, 10)).isZero();
        assertThat(image.controlledPoll(acting(CONTINUE), 10)).isZero();
        assertThat(image.boundedPoll(collect, Long.MAX_VALUE, 10)).isZero();
        assertThat(image.boundedControlledPoll(acting(CONTINUE), Long.MAX_VALUE, 10))
                .isZero();
        assertThat(image.blockPoll((buffer, offset, length, sessionId, termId) -> {}, TERM_LENGTH))
                .isZero();
        image.position(0);
        assertThat(log.subscriberPosition.get()).as("no longer touched").isEqualTo(12345);
    }

    @Test
    @Conformance("SM-73")
    void storesNoPositionOnceItIsClosed() {
        publish(log, 3);
        Image image = log.image();

        int fragments = image.poll((buffer, offset, length, header) -> image.close(), 10);

        assertThat(fragments).isEqualTo(1);
        assertThat(log.subscriberPosition.get()).isZero();
    }

    @Test
    void rejectsThroughItsClient() {
        log.image().reject("bad");

        assertThat(log.owner.asked).containsExactly("reject 11 bad");
    }

    @Test
    void doesNotRejectAsASpy() {
        Image image = new Image(
                log.subscription("aeron-spy:aeron:udp?endpoint=localhost:4000"),
                new ImageDescription(11, 7, 1, "aeron:ipc"),
                log.mapped,
                log.subscriberPosition,
                log.owner);

        assertThatThrownBy(() -> image.reject("bad")).isInstanceOf(UnsupportedOperationException.class);
    }

    /** Publishes messages that hold 1, 2, 3... */
    private ExclusivePublication publish(TestLog where, int count) {
        ExclusivePublication publication = where.exclusive();
        where.connect(TERM_LENGTH);
        for (int i = 1; i <= count; i++) {
            message.putLong(0, i);
            assertThat(publication.offer(message, 0, 8)).isPositive();
        }
        return publication;
    }

    /** Collects, and answers with the actions in turn, the last one for ever. */
    private ControlledFragmentHandler acting(Action... actions) {
        int[] next = {0};
        return (buffer, offset, length, header) -> {
            received.add(buffer.getLong(offset));
            return actions[Math.min(next[0]++, actions.length - 1)];
        };
    }
}
