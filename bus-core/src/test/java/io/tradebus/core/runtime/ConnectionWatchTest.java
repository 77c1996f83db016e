package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionWatchTest {
    private final ConnectionWatch watch = new ConnectionWatch();
    private final List<String> told = new ArrayList<>();
    private int asked;

    @Test
    void tellsOnceAfterAWhileAndAgainWhenTheReasonIsAnother() {
        tick(0, Reason.NOT_ANSWERED);
        tick(9_999, Reason.NOT_ANSWERED);
        assertThat(asked).isZero();

        tick(10_000, Reason.NOT_ANSWERED);
        tick(11_000, Reason.NOT_ANSWERED);
        tick(12_000, Reason.PORT_CLOSED);

        assertThat(told).containsExactly("NOT_ANSWERED 10000", "PORT_CLOSED 12000");
    }

    @Test
    void looksAtMostOnceASecond() {
        for (long nowMs = 0; nowMs < 13_000; nowMs += 20) {
            tick(nowMs, Reason.NOT_ANSWERED);
        }

        assertThat(asked).isEqualTo(3);
        assertThat(told).hasSize(1);
    }

    @Test
    void beginsAnewAfterAConnection() {
        tick(0, Reason.SILENT);
        tick(10_000, Reason.SILENT);
        assertThat(watch.isDue(true, 10_500)).isFalse();
        tick(11_000, Reason.SILENT);
        tick(20_999, Reason.SILENT);
        tick(21_000, Reason.SILENT);

        assertThat(told).containsExactly("SILENT 10000", "SILENT 10000");
    }

    private void tick(long nowMs, Reason reason) {
        if (watch.isDue(false, nowMs)) {
            asked++;
            ConnectionWatch.Disconnection now = watch.news(new ConnectionDiagnosis(reason, "as of " + nowMs), nowMs);
            if (now != null) {
                told.add(now.why().reason() + " " + now.lasted().toMillis());
            }
        }
    }
}
