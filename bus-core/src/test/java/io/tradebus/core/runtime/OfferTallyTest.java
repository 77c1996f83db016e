package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Threads;
import org.junit.jupiter.api.Test;

class OfferTallyTest {
    @Test
    void countsEachOutcomeForItself() {
        OfferTally tally = new OfferTally(true);

        for (int outcome = 0; outcome <= 5; outcome++) {
            for (int i = 0; i <= outcome; i++) {
                tally.add(outcome, 1);
            }
        }

        assertThat(tally.snapshot()).isEqualTo(new PublicationView.OfferCounts(1, 3, 2, 4, 5, 6));
    }

    @Test
    void losesNothingWhenManyThreadsCount() {
        OfferTally tally = new OfferTally(false);

        Threads.together(12, thread -> {
            for (int i = 0; i < 10_000; i++) {
                tally.add(0, 1);
                tally.add(OfferTally.outcomeOf(OfferStatus.BACK_PRESSURED), 1);
            }
        });

        assertThat(tally.snapshot().accepted()).isEqualTo(120_000);
        assertThat(tally.snapshot().backPressured()).isEqualTo(120_000);
        assertThat(tally.snapshot().notConnected()).isZero();
    }
}
