package io.tradebus.core.client;

import static io.tradebus.core.client.TestLog.TERM_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** How a reader goes through the frames of an image, over a log in plain memory. Messages are 8 bytes, so that frames take 64. */
class FrameCursorTest {
    private static final int FRAME = 64;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[TERM_LENGTH]);

    @Test
    void describesEachFrame() {
        Image image = imageWith(2);
        FrameCursor frames = new FrameCursor(image);
        frames.begin(NO_LIMIT);

        assertThat(frames.isAtFrame()).isTrue();
        assertThat(frames.buffer().getLong(frames.payloadOffset())).isEqualTo(1);
        assertThat(frames.payloadLength()).isEqualTo(8);
        assertThat(frames.flags(frames.frame())).isEqualTo(DataFrame.FLAGS_UNFRAGMENTED);
        assertThat(frames.isWholeMessage()).isTrue();
        assertThat(frames.reservedValue(frames.frame())).isZero();
        assertThat(frames.endPosition(frames.frame())).isEqualTo(FRAME);
        frames.pass();

        assertThat(frames.isAtFrame()).isTrue();
        assertThat(frames.buffer().getLong(frames.payloadOffset())).isEqualTo(2);
        frames.pass();

        assertThat(frames.isAtFrame()).isFalse();
        assertThat(frames.position()).isEqualTo(2 * FRAME);
    }

    @Test
    void meetsAFrameAgainUntilItIsPassed() {
        Image image = imageWith(2);
        FrameCursor frames = new FrameCursor(image);
        frames.begin(NO_LIMIT);
        assertThat(frames.isAtFrame()).isTrue();
        assertThat(frames.isAtFrame()).isTrue();
        assertThat(frames.endPosition(frames.frame())).isEqualTo(FRAME);
        frames.commit();

        frames.begin(NO_LIMIT);

        assertThat(frames.isAtFrame()).isTrue();
        assertThat(frames.endPosition(frames.frame())).isEqualTo(FRAME);
    }

    @Test
    void movesTheImageWhenItCommitsAndNotBefore() {
        Image image = imageWith(2);
        FrameCursor frames = new FrameCursor(image);
        frames.begin(NO_LIMIT);
        assertThat(frames.isAtFrame()).isTrue();
        frames.pass();
        assertThat(image.position()).isZero();

        frames.commit();

        assertThat(image.position()).isEqualTo(FRAME);
    }

    @Test
    void beginsNoFrameAtTheLimit() {
        Image image = imageWith(2);
        FrameCursor frames = new FrameCursor(image);

        frames.begin(FRAME);
        assertThat(frames.isAtFrame()).isTrue();
        frames.pass();
        assertThat(frames.isAtFrame()).isFalse();
        frames.commit();

        frames.begin(FRAME);
        assertThat(frames.isAtFrame()).isFalse();
    }

    @Test
    void passesOverPaddingToTheEndOfTheTerm() {
        TestLog late = new TestLog(5, 5, TERM_LENGTH - 2 * FRAME);
        ExclusivePublication publication = late.exclusive();
        late.connect(10L * TERM_LENGTH);
        publication.offer(message, 0, 8);
        assertThat(publication.offer(message, 0, 100)).isEqualTo(Publication.ADMIN_ACTION);
        publication.offer(message, 0, 8);
        late.subscriberPosition.set(TERM_LENGTH - 2 * FRAME);
        Image image = late.image();
        FrameCursor frames = new FrameCursor(image);

        frames.begin(NO_LIMIT);
        assertThat(frames.isAtFrame()).isTrue();
        frames.pass();
        assertThat(frames.isAtFrame()).isFalse();
        frames.commit();
        assertThat(image.position()).isEqualTo(TERM_LENGTH);

        frames.begin(NO_LIMIT);
        assertThat(frames.isAtFrame()).isTrue();
        assertThat(frames.endPosition(frames.frame())).isEqualTo(TERM_LENGTH + FRAME);
    }

    @Test
    void movesTheImageBehindADamagedFrameAsAnyPollDoes() {
        TestLog log = new TestLog();
        log.connect(10L * TERM_LENGTH);
        log.exclusive().offer(message, 0, 8);
        DataFrame.frameLengthRelease(log.terms[0], 0, TERM_LENGTH + FRAME);
        Image image = log.image();
        FrameCursor frames = new FrameCursor(image);
        frames.begin(NO_LIMIT);
        assertThat(frames.isAtFrame()).isTrue();
        frames.pass();
        assertThat(frames.isAtFrame()).isFalse();

        frames.commit();

        assertThat(image.position()).isEqualTo(TERM_LENGTH + FRAME);
    }

    @Test
    void findsNothingInAnImageThatWasClosed() {
        Image image = imageWith(2);
        FrameCursor frames = new FrameCursor(image);
        frames.begin(NO_LIMIT);
        assertThat(frames.isAtFrame()).isTrue();
        frames.pass();

        image.close();

        assertThat(frames.isAtFrame()).isFalse();
        frames.commit();
        assertThat(image.position()).isZero();
    }

    private Image imageWith(int messages) {
        TestLog log = new TestLog();
        ExclusivePublication publication = log.exclusive();
        log.connect(10L * TERM_LENGTH);
        for (int i = 1; i <= messages; i++) {
            message.putLong(0, i);
            publication.offer(message, 0, 8);
        }
        return log.image();
    }
}
