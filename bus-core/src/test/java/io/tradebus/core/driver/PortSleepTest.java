package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.media.PortWait;
import io.tradebus.core.idle.Wakeups;
import org.junit.jupiter.api.Test;

class PortSleepTest {
    @Test
    void isEndedByDatagramsIfItLastsAsLongAsTheWaitDoesAtLeast() {
        PortWait wait = new PortWait() {
            @Override
            public boolean await(long timeoutNs) {
                return true;
            }

            @Override
            public boolean isComplete() {
                return true;
            }

            @Override
            public long leastNs() {
                return 17;
            }

            @Override
            public void wake() {}
        };

        assertThat(new PortSleep(wait, new Wakeups()).leastNs()).isEqualTo(17);
        assertThat(new PortSleep(PortWait.NONE, new Wakeups()).leastNs()).isZero();
    }
}
