package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long START_NS = -5;

    private final StreamStub first = new StreamStub();
    private final StreamStub second = new StreamStub();
    private final Arrivals arrivals = new Arrivals(new Inlet[] {first, second}, 10);

    @Test
    void theyAreCompleteWithTheLastMessage() {
        first.isConnected = true;
        poll(4, 0);
        poll(0, 1);
        assertThat(arrivals.areComplete()).isFalse();

        poll(6, 2);

        assertThat(arrivals.areComplete()).isTrue();
    }

    @Test
    void aStreamThatLosesItsPublisherEndsTheWait() {
        poll(1, 0);
        second.isConnected = true;
        poll(2, 2);
        second.isConnected = false;

        assertThatThrownBy(() -> poll(0, 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the image of stream 2 was lost with 7 of 10 messages to come");
    }

    @Test
    void oneThatHasNoPublisherYetIsWaitedFor() {
        poll(1, 0);
        poll(0, 5);
        poll(0, 10);

        assertThat(arrivals.areComplete()).isFalse();
    }

    @Test
    void messagesThatComeTooSlowlyEndTheWait() {
        for (int second = 0; second < 6; second++) {
            poll(1, 9L * second);
        }

        assertThatThrownBy(() -> poll(1, Arrivals.TIMEOUT_S))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("after 60 s there were 3 of 10 messages to come");
    }

    @Test
    void theTimeBeginsWithTheFirstMessage() {
        poll(0, 0);
        poll(0, 10 * Arrivals.TIMEOUT_S);
        poll(1, 20 * Arrivals.TIMEOUT_S);
        poll(0, 20 * Arrivals.TIMEOUT_S + 1);

        assertThat(arrivals.areComplete()).isFalse();
    }

    private void poll(int messages, long atS) {
        arrivals.onPolled(messages, START_NS + TimeUnit.SECONDS.toNanos(atS));
    }

    private static final class StreamStub implements Inlet {
        private boolean isConnected;

        @Override
        public boolean isConnected() {
            return isConnected;
        }

        @Override
        public int poll() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
