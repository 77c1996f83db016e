package io.tradebus.core.driver.conductor.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PortWaitTest {
    private static final InetSocketAddress WANTED = new InetSocketAddress("127.0.0.1", 20121);
    private static final long NOW_NS = Long.MAX_VALUE - 7;

    private boolean isLeaving = true;
    private final PortWait wait = new PortWait(address -> isLeaving);

    @Test
    void lastsUntilTheSocketIsClosed() {
        assertThat(wait.isOver(WANTED, NOW_NS)).isFalse();
        assertThat(wait.isOver(WANTED, NOW_NS + 1)).isFalse();

        isLeaving = false;

        assertThat(wait.isOver(WANTED, NOW_NS + 2)).isTrue();
    }

    @Test
    void lastsNoLongerThanASecond() {
        assertThat(wait.isOver(WANTED, NOW_NS)).isFalse();
        assertThat(wait.isOver(WANTED, NOW_NS + TimeUnit.SECONDS.toNanos(1) - 1))
                .isFalse();

        assertThat(wait.isOver(WANTED, NOW_NS + TimeUnit.SECONDS.toNanos(1))).isTrue();
    }

    @Test
    void isNotForWhoTakesAnyPort() {
        assertThat(wait.isOver(new InetSocketAddress("127.0.0.1", 0), NOW_NS)).isTrue();
    }
}
