package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.ControlledFragmentHandler.Action;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a subscription goes round its images: three of them, each with a message of its own session twice. */
class SubscriptionTest {
    private static final int FRAME = 64;

    private final TestLog log = new TestLog();
    private final Subscription subscription = log.subscription("aeron:ipc");
    private final List<Integer> sessions = new ArrayList<>();
    private final FragmentHandler collect = (buffer, offset, length, header) -> sessions.add(header.sessionId());

    @BeforeEach
    void addThreeImages() {
        for (int session = 1; session <= 3; session++) {
            TestLog own = new TestLog(5, 5, 0, session);
            own.connect(TestLog.TERM_LENGTH);
            ExclusivePublication publication = own.exclusive();
            publication.offer(new UnsafeBuffer(new byte[8]), 0, 8);
            publication.offer(new UnsafeBuffer(new byte[8]), 0, 8);
            subscription.addImage(new Image(
                    subscription,
                    new ImageDescription(session, session, 1, "aeron:ipc"),
                    own.mapped,
                    own.subscriberPosition,
                    own.owner));
        }
    }

    @Test
    void beginsWithAnotherImageAtEachPoll() {
        for (int i = 0; i < 4; i++) {
            assertThat(subscription.poll(collect, 1)).isEqualTo(1);
        }
        assertThat(sessions).containsExactly(1, 2, 3, 1);
    }

    @Test
    void visitsAllImagesUntilTheLimitIsMet() {
        assertThat(subscription.poll(collect, 3)).isEqualTo(3);
        assertThat(sessions).containsExactly(1, 1, 2);
        assertThat(subscription.poll(collect, 10)).isEqualTo(3);
        assertThat(sessions).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(subscription.poll(collect, 10)).isZero();
    }

    @Test
    void goesRoundInAControlledPollToo() {
        ControlledFragmentHandler handler = (buffer, offset, length, header) -> {
            sessions.add(header.sessionId());
            return Action.BREAK;
        };

        assertThat(subscription.controlledPoll(handler, 2)).isEqualTo(2);
        assertThat(subscription.controlledPoll(handler, 10)).isEqualTo(3);
        assertThat(sessions).containsExactly(1, 2, 2, 3, 1);
    }

    @Test
    void boundsEachImage() {
        assertThat(subscription.boundedPoll(collect, FRAME, 10)).isEqualTo(3);
        assertThat(sessions).containsExactly(1, 2, 3);
    }

    @Test
    void deliversABlockOfEachImage() {
        List<Integer> lengths = new ArrayList<>();

        long bytes = subscription.blockPoll(
                (buffer, offset, length, sessionId, termId) -> lengths.add(length), TestLog.TERM_LENGTH);

        assertThat(bytes).isEqualTo(6 * FRAME);
        assertThat(lengths).containsExactly(2 * FRAME, 2 * FRAME, 2 * FRAME);
        assertThat(subscription.rawPoll(
                        (channel, fileOffset, buffer, offset, length, sessionId, termId) -> {}, TestLog.TERM_LENGTH))
                .as("there is no file")
                .isZero();
    }

    @Test
    void goesOnWhenAnImageIsGone() {
        subscription.poll(collect, 1);
        subscription.poll(collect, 1);

        Image gone = subscription.imageAtIndex(2);
        subscription.removeImage(gone);
        subscription.removeImage(gone);

        assertThat(gone.isClosed()).isTrue();
        assertThat(subscription.image(3)).isNull();
        assertThat(subscription.imageCount()).isEqualTo(2);
        assertThat(subscription.poll(collect, 1)).isEqualTo(1);
        assertThat(sessions).containsExactly(1, 2, 1);
    }

    @Test
    void findsItsImages() {
        assertThat(subscription.imageBySessionId(2)).isSameAs(subscription.imageAtIndex(1));
        assertThat(subscription.imageBySessionId(4)).isNull();
        assertThat(subscription.images()).hasSize(3);
        assertThat(subscription.image(3)).isSameAs(subscription.imageAtIndex(2));
        assertThat(subscription.isConnected()).isTrue();
    }

    @Test
    void closesItsImagesWithItself() {
        List<Image> images = subscription.images();

        subscription.close();

        assertThat(images).allMatch(Image::isClosed);
        assertThat(subscription.isConnected()).isFalse();
        assertThat(subscription.imageCount()).isZero();
        assertThat(subscription.poll(collect, 10)).isZero();
        assertThat(log.owner.asked).containsExactly("close subscription 12");
    }

    @Test
    void isNotConnectedWhenAllImagesAreClosed() {
        subscription.images().forEach(Image::close);

        assertThat(subscription.isConnected()).isFalse();
    }
}
