package io.tradebus.core.client;

import static io.tradebus.core.client.TestLog.TERM_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Images whose driver is lost, and what is known of those whose log is let go. Frames take 64 bytes. */
class LostImageTest {
    private static final int FRAME = 64;
    private static final String REMOTE = "127.0.0.1:40123";
    private static final long BEGIN = 3L * TERM_LENGTH - 2 * FRAME;

    private final TestLog log = new TestLog(5, 7, TERM_LENGTH - 2 * FRAME);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
    private final ExclusivePublication publication = log.exclusive();
    private final Image image = image();

    private Image image() {
        log.connect(5L * TERM_LENGTH);
        log.subscriberPosition.set(BEGIN);
        return log.image(REMOTE);
    }

    private void publishUpTo(long position) {
        long last = 0;
        while (last < position) {
            last = publication.offer(message, 0, message.capacity());
        }
        assertThat(last).isEqualTo(position);
    }

    @Test
    void knowsWhereItsLogEnds() {
        long end = 3L * TERM_LENGTH + FRAME;
        publishUpTo(end);
        assertThat(image.producerPosition()).as("the driver knows more").isEqualTo(BEGIN);

        image.drain();
        assertThat(image.producerPosition()).isEqualTo(end);
        image.poll((buffer, offset, length, header) -> {}, 1);
        assertThat(image.position()).isEqualTo(BEGIN + FRAME);
        assertThat(image.producerPosition()).isEqualTo(end);

        image.close();
        assertThat(image.producerPosition()).isEqualTo(image.position());
    }

    @Test
    void doesNotTakeFramesForItsEndThatAreLeftFromThreeTermsBefore() {
        publishUpTo(3L * TERM_LENGTH);
        UnsafeBuffer next = log.terms[0];
        DataFrame.termId(next, 0, 5);
        DataFrame.frameLengthRelease(next, 0, FRAME);

        image.drain();

        assertThat(image.producerPosition()).isEqualTo(3L * TERM_LENGTH);
    }

    @Test
    void saysHowLongFramesMayBeAlsoWhenItsLogIsLetGo() {
        image.close();
        log.metadata.wrap(new byte[0]);

        assertThat(image.mtuLength()).isEqualTo(TestLog.MTU);
        assertThat(image.termBufferLength()).isEqualTo(TERM_LENGTH);
        assertThat(image.windowLength()).isZero();
    }
}
