package io.tradebus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.status.StatusIndicator;
import org.agrona.concurrent.status.UnsafeBufferStatusIndicator;
import org.junit.jupiter.api.Test;

class WaitingIdleStrategyTest {
    private final StatusIndicator control =
            new UnsafeBufferStatusIndicator(new UnsafeBuffer(ByteBuffer.allocateDirect(1024)), 0);
    private final List<Long> sleeps = new ArrayList<>();
    private final IdleStrategy strategy =
            new IdleSettings("backoff", "2-1-10-35").newIdleStrategy(control, sleeps::add);

    @Test
    void sleepsLongerAndLongerOnceItHasSpunAndYielded() {
        for (int i = 0; i < 3; i++) {
            strategy.idle(0);
        }
        assertThat(sleeps).isEmpty();

        for (int i = 0; i < 4; i++) {
            strategy.idle();
        }

        assertThat(sleeps).containsExactly(10L, 20L, 35L, 35L);
        assertThat(strategy.alias()).isEqualTo("backoff");
    }

    @Test
    void beginsAgainAfterWork() {
        for (int i = 0; i < 5; i++) {
            strategy.idle(0);
        }
        strategy.idle(1);
        for (int i = 0; i < 4; i++) {
            strategy.idle(0);
        }

        assertThat(sleeps).containsExactly(10L, 20L, 10L);
    }

    @Test
    void onlyWhatSleepsLongerAndLongerIsWokenUp() {
        assertThat(IdleSettings.of("yield").newIdleStrategy(control, sleeps::add))
                .isInstanceOf(YieldingIdleStrategy.class);
    }
}
