package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.media.PortWait;
import org.junit.jupiter.api.Test;

class PortWaitOnDemandTest {
    private final PortWaitOnDemand place = new PortWaitOnDemand();
    private int wakes;

    private final class Wait implements PortWait {
        @Override
        public boolean await(long timeoutNs) {
            return timeoutNs > 10;
        }

        @Override
        public boolean isComplete() {
            return false;
        }

        @Override
        public long leastNs() {
            return 10;
        }

        @Override
        public void wake() {
            wakes++;
        }
    }

    @Test
    void missesNothingWhileThereAreNoPorts() {
        assertThat(place.await(1_000)).isFalse();
        assertThat(place.isComplete()).isTrue();
        assertThat(place.leastNs()).isZero();
        place.wake();
    }

    @Test
    void waitsAsTheOneDoesThatItIsGiven() {
        place.give(new Wait());

        assertThat(place.await(11)).isTrue();
        assertThat(place.await(10)).isFalse();
        assertThat(place.isComplete()).isFalse();
        assertThat(place.leastNs()).isEqualTo(10);
        place.wake();
        assertThat(wakes).isEqualTo(1);
    }
}
