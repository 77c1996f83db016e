package io.tradebus.core.client;

import static io.tradebus.core.client.TestLog.MTU;
import static io.tradebus.core.client.TestLog.TERM_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What an exclusive publication has of its own. */
class ExclusivePublicationTest {
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[TERM_LENGTH]);
    private final TestLog log = new TestLog();

    @Test
    @Conformance("SM-59")
    void storesTheTailBeforeAnyFrame() {
        ExclusivePublication publication = log.exclusive();
        log.connect(TERM_LENGTH);
        long[] seen = new long[2];

        publication.offer(message, 0, 8, (term, termOffset, frameLength) -> {
            seen[0] = LogMetadata.rawTail(log.metadata, 0);
            seen[1] = term.getInt(termOffset);
            return 0;
        });

        assertThat(seen[0]).isEqualTo(RawTail.pack(5, 64));
        assertThat(seen[1]).as("frame is not complete").isEqualTo(-40);
    }

    @Test
    void goesOnWhereTheLogStands() {
        TestLog used = new TestLog(5, 9, 4096);
        ExclusivePublication publication = used.exclusive();
        used.connect(Long.MAX_VALUE);

        assertThat(publication.offer(message, 0, 8)).isEqualTo(4L * TERM_LENGTH + 4096 + 64);
        assertThat(publication.termId()).isEqualTo(9);
        assertThat(publication.termOffset()).isEqualTo(4160);
        assertThat(used.terms[1].getInt(4096)).isEqualTo(40);
    }

    @Test
    void copiesABlockThatAnotherLogHoldsAtTheSamePlace() {
        TestLog source = new TestLog();
        source.connect(TERM_LENGTH);
        ExclusivePublication original = source.exclusive();
        message.putInt(0, 77);
        original.offer(message, 0, 3 * MTU);
        int length = (int) original.offer(message, 0, 8);
        ExclusivePublication publication = log.exclusive();
        log.connect(TERM_LENGTH);

        assertThat(publication.offerBlock(source.terms[0], 0, length)).isEqualTo(length);

        assertThat(log.terms[0]).isEqualTo(source.terms[0]);
        assertThat(LogMetadata.rawTail(log.metadata, 0)).isEqualTo(RawTail.pack(5, length));
        assertThat(publication.position()).isEqualTo(length);
    }

    @Test
    void refusesABlockThatIsNotMadeForThePlace() {
        TestLog source = new TestLog();
        source.connect(TERM_LENGTH);
        source.exclusive().offer(message, 0, 8);
        ExclusivePublication publication = log.exclusive();
        log.connect(TERM_LENGTH);
        publication.offer(message, 0, 8);

        assertThatThrownBy(() -> publication.offerBlock(source.terms[0], 0, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offset=64");
        assertThatThrownBy(() -> publication.offerBlock(source.terms[0], 64, 40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 32");
        assertThatThrownBy(() -> publication.offerBlock(source.terms[0], 0, TERM_LENGTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65472");
        assertThat(LogMetadata.rawTail(log.metadata, 0)).isEqualTo(RawTail.pack(5, 64));
    }

    @Test
    void turnsTheTermForABlockOnlyWhenItIsFull() {
        TestLog full = new TestLog(5, 5, TERM_LENGTH - 64);
        ExclusivePublication publication = full.exclusive();
        full.connect(10L * TERM_LENGTH);
        TestLog source = new TestLog(5, 6, 0);
        source.connect(10L * TERM_LENGTH);
        source.exclusive().offer(message, 0, 8);
        publication.offer(message, 0, 8);

        assertThat(publication.offerBlock(source.terms[1], 0, 64)).isEqualTo(TERM_LENGTH + 64);
        assertThat(DataFrame.termId(full.terms[1], 0)).isEqualTo(6);
    }

    @Test
    void saysWhyABlockCannotBeAppended() {
        ExclusivePublication publication = log.exclusive();

        assertThat(publication.offerBlock(message, 0, 64)).isEqualTo(Publication.NOT_CONNECTED);
        log.connect(0);
        assertThat(publication.offerBlock(message, 0, 64)).isEqualTo(Publication.BACK_PRESSURED);
        publication.close();
        assertThat(publication.offerBlock(message, 0, 64)).isEqualTo(Publication.CLOSED);
    }

    @Test
    @Conformance("WP-17")
    void appendsPaddingThatReadersSkip() {
        ExclusivePublication publication = log.exclusive();
        assertThat(publication.appendPadding(64)).isEqualTo(Publication.NOT_CONNECTED);
        log.connect(TERM_LENGTH);

        assertThat(publication.appendPadding(64)).isEqualTo(96);
        publication.offer(message, 0, 8);

        assertThat(DataFrame.describe(log.terms[0], 0)).startsWith("DATA length=96 version=0 flags=0xc0 type=0");
        assertThat(log.image().poll((buffer, offset, length, header) -> {}, 10)).isEqualTo(1);
    }

    @Test
    void turnsTheTermForPaddingThatDoesNotFit() {
        TestLog nearlyFull = new TestLog(5, 5, TERM_LENGTH - 64);
        ExclusivePublication publication = nearlyFull.exclusive();
        nearlyFull.connect(10L * TERM_LENGTH);

        assertThat(publication.appendPadding(100)).isEqualTo(Publication.ADMIN_ACTION);
        assertThat(publication.appendPadding(100)).isEqualTo(TERM_LENGTH + 160);
    }

    @Test
    void refusesPaddingLongerThanTheLongestMessageWithItsFrames() {
        ExclusivePublication publication = log.exclusive();
        int maxFramed = 5 * MTU + 1344;

        assertThatThrownBy(() -> publication.appendPadding(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publication.appendPadding(maxFramed + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(maxFramed));
    }

    @Test
    void takesBackWhatIsNotConsumedWhenRevoked() {
        ExclusivePublication publication = log.exclusive();

        publication.revoke();

        assertThat(log.owner.asked).containsExactly("close publication 11 revoke=true");
    }
}
