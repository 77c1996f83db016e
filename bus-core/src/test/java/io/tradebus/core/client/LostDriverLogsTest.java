package io.tradebus.core.client;

import static io.tradebus.core.client.ReconnectionFixture.IPC;
import static io.tradebus.core.client.ReconnectionFixture.poll;
import static io.tradebus.core.client.ReconnectionFixture.tryOffer;
import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the logs of a lost driver are read, written and mapped, on the clocks of the test. */
class LostDriverLogsTest {
    private final ReconnectionFixture fixture = new ReconnectionFixture();
    private final Subscription subscription = fixture.subscription(IPC);
    private final ConcurrentPublication publication = fixture.publication(IPC);

    @BeforeEach
    void connect() {
        fixture.connect(publication, subscription);
    }

    @AfterEach
    void close() {
        assertThat(fixture.errors).isEmpty();
        fixture.close();
    }

    @Test
    void deliversWhatIsInTheLogOfALostDriverAndThenEndsTheImage() {
        fixture.offer(publication, 1);
        fixture.offer(publication, 2);
        int session = publication.sessionId();
        fixture.loseDriver();
        fixture.restart();
        fixture.step(20_000);

        assertThat(poll(subscription)).containsExactly(1L, 2L);

        fixture.step(50);
        assertThat(fixture.told)
                .containsSubsequence(
                        "lost", "available " + publication.sessionId(), "back", "unavailable " + session + " 128");
        assertThat(subscription.imageCount()).isEqualTo(1);
        assertThat(subscription.imageAtIndex(0).sessionId()).isEqualTo(publication.sessionId());
    }

    @Test
    void unmapsTheLogsOfALostDriverOnceNobodyReadsThem() {
        UnsafeBuffer term = publication.log().buffers().terms()[0];
        fixture.offer(publication, 1);

        fixture.loseDriver();
        fixture.step(10_000);
        assertThat(term.capacity()).as("not read yet").isEqualTo(64 << 10);

        poll(subscription);
        fixture.step(4_000);
        assertThat(term.capacity()).isZero();
        assertThat(tryOffer(publication, 2)).isEqualTo(Publication.NOT_CONNECTED);
        assertThat(publication.position()).isEqualTo(Publication.NOT_CONNECTED);
    }

    @Test
    void letsAClaimBeCommittedLongAfterItsDriverIsLost() {
        Claim claim = new Claim();
        assertThat(publication.tryClaim(8, claim)).isEqualTo(64);

        fixture.loseDriver();
        assertThat(fixture.losses.get(0).publications().get(0).appendedPosition())
                .isEqualTo(64);
        fixture.restart();
        fixture.step(10_000);
        fixture.connect(publication, subscription);
        claim.buffer().putLong(claim.offset(), 7);
        claim.commit();

        assertThat(poll(subscription)).isEmpty();
        fixture.offer(publication, 8);
        assertThat(poll(subscription)).containsExactly(8L);
        assertThat(claim.isOpen()).isFalse();
    }

    @Test
    void keepsTheLogsOfTheLastDriversOnlyForWhoDoesNotRead() {
        for (long life = 0; life < 6; life++) {
            fixture.connect(publication, subscription);
            fixture.offer(publication, life);
            fixture.loseDriver();
            fixture.restart();
        }

        assertThat(poll(subscription)).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void unmapsALogInWhichAllClaimsWereFinished() {
        UnsafeBuffer term = publication.log().buffers().terms()[0];
        Claim claim = new Claim();
        publication.tryClaim(8, claim);
        claim.commit();
        poll(subscription);

        fixture.loseDriver();
        fixture.step(4_000);

        assertThat(term.capacity()).isZero();
    }
}
