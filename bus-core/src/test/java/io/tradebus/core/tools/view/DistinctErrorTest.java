package io.tradebus.core.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.junit.jupiter.api.Test;

class DistinctErrorTest {
    private static final long NOW_MS = 1_700_000_000_000L;

    private final UnsafeBuffer log = new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10));

    /** The writer makes an entry first, with its text, and counts the first observation then. */
    @Test
    void countsAnErrorOnceThatIsJustBeingRecorded() {
        new DistinctErrorLog(log, () -> NOW_MS).record(new IllegalStateException("address in use"));
        log.putInt(DistinctErrorLog.OBSERVATION_COUNT_OFFSET, 0);
        log.putLong(DistinctErrorLog.LAST_OBSERVATION_TIMESTAMP_OFFSET, 0);

        assertThat(DistinctError.ofLog(log)).singleElement().satisfies(error -> {
            assertThat(error.count()).isEqualTo(1);
            assertThat(error.firstMs()).isEqualTo(NOW_MS);
            assertThat(error.lastMs()).isEqualTo(NOW_MS);
            assertThat(error.summary()).contains("address in use");
        });
    }
}
