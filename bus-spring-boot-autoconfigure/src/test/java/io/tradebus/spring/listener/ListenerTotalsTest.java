package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ReplyCounts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTotalsTest {
    private final ListenerTotals totals = new ListenerTotals();

    @Test
    void sumsWhatAllStartsCounted() {
        totals.begin(counters(3), () -> new ReplyCounts(2, 1, 0, null));
        totals.end();
        totals.begin(counters(4), () -> new ReplyCounts(3, 0, 1, "no address"));

        assertThat(totals.messages()).isEqualTo(7);
        assertThat(totals.bytes()).isEqualTo(7);
        assertThat(totals.failures()).isEqualTo(7);
        assertThat(totals.retries()).isEqualTo(7);
        assertThat(totals.skipped()).isEqualTo(7);
        assertThat(totals.deadLettered()).isEqualTo(7);
        assertThat(totals.aborts()).isEqualTo(7);
        assertThat(totals.incomplete()).isEqualTo(7);
        assertThat(totals.replies()).isEqualTo(new ReplyCounts(5, 1, 1, "no address"));
        totals.end();
        assertThat(totals.messages()).isEqualTo(7);
        assertThat(totals.replies()).isEqualTo(new ReplyCounts(5, 1, 1, "no address"));
    }

    @Test
    void neverGoesBackWhileAListenerEnds() {
        List<Long> seen = new ArrayList<>();
        totals.begin(
                new FixedCounters(5) {
                    @Override
                    public long aborts() {
                        // While what it counted is added up.
                        seen.add(totals.messages());
                        return super.aborts();
                    }
                },
                () -> ReplyCounts.NONE);

        totals.end();

        assertThat(seen).isNotEmpty().containsOnly(5L);
        assertThat(totals.messages()).isEqualTo(5);
    }

    private static ListenerCounters counters(long all) {
        return new FixedCounters(all);
    }

    private static class FixedCounters implements ListenerCounters {
        private final long all;

        FixedCounters(long all) {
            this.all = all;
        }

        @Override
        public long messages() {
            return all;
        }

        @Override
        public long bytes() {
            return all;
        }

        @Override
        public long failures() {
            return all;
        }

        @Override
        public long retries() {
            return all;
        }

        @Override
        public long skipped() {
            return all;
        }

        @Override
        public long deadLettered() {
            return all;
        }

        @Override
        public long aborts() {
            return all;
        }

        @Override
        public long incomplete() {
            return all;
        }
    }
}
