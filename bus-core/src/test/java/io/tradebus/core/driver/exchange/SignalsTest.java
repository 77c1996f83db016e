package io.tradebus.core.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignalsTest {
    @Test
    void valuesDoNotTouchEachOther() {
        PaddedLongs values = new PaddedLongs(3);

        for (int i = 0; i < 3; i++) {
            values.setRelease(i, 100 + i);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(values.getAcquire(i)).isEqualTo(100 + i);
            assertThat(values.getPlain(i)).isEqualTo(100 + i);
        }
    }

    @Test
    void anImageBeginsWhereItIsJoined() {
        InboundSignals signals = new InboundSignals(4096);

        assertThat(signals.consumedPositionAcquire()).isEqualTo(4096);
        assertThat(signals.endAcquire()).isEqualTo(InboundEnd.NONE);
        assertThat(signals.isReceivingAcquire()).isFalse();
        assertThat(signals.isReleasedAcquire()).isFalse();
    }

    @Test
    void everyEndOfAnImageIsHeard() {
        InboundSignals signals = new InboundSignals(0);

        for (InboundEnd end : InboundEnd.values()) {
            signals.endRelease(end);
            assertThat(signals.endAcquire()).isEqualTo(end);
        }
    }

    @Test
    void aPublicationBeginsWithNobodyToHearIt() {
        OutboundSignals signals = new OutboundSignals();

        assertThat(signals.spyPositionAcquire()).isEqualTo(OutboundSignals.NO_SPY);
        assertThat(signals.isConnectedAcquire()).isFalse();
        assertThat(signals.hasReceiversAcquire()).isFalse();
        assertThat(signals.isEndOfStreamAcquire()).isFalse();
        assertThat(signals.isRevokedAcquire()).isFalse();
        assertThat(signals.isUnicastEndHeardAcquire()).isFalse();
        assertThat(signals.isReleasedAcquire()).isFalse();
    }

    @Test
    void whoSeesAValueSeesWhatWasWrittenBeforeIt() {
        PaddedLongs values = new PaddedLongs(2);
        AtomicLong contradictions = new AtomicLong();
        Thread reader = new Thread(() -> {
            long seen;
            do {
                seen = values.getAcquire(1);
                if (values.getPlain(0) < seen) {
                    contradictions.incrementAndGet();
                }
            } while (seen < 1_000_000);
        });
        reader.start();

        for (int i = 1; i <= 1_000_000; i++) {
            values.setRelease(0, i);
            values.setRelease(1, i);
        }

        Await.until("the reader is done", () -> !reader.isAlive());
        assertThat(contradictions).hasValue(0);
    }
}
