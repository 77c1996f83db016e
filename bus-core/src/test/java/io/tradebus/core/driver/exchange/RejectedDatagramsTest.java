package io.tradebus.core.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.frame.DatagramFault;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;

class RejectedDatagramsTest {
    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(512 * 64)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(128 * 64)));
    private final AtomicCounter all = counters.newCounter("all");
    private final RejectedDatagrams rejected = new RejectedDatagrams(all);

    @Test
    void countsAllTogetherAndByReasonWhereThatIsWished() {
        AtomicCounter naks = counters.newCounter("bad NAKs");
        rejected.counter(DatagramFault.BAD_NAK, naks);

        rejected.count(DatagramFault.BAD_NAK);
        rejected.count(DatagramFault.TOO_SHORT);

        assertThat(all.get()).isEqualTo(2);
        assertThat(naks.get()).isEqualTo(1);
    }

    @Test
    void countsNoLongerByAReasonWhoseCounterIsGone() {
        AtomicCounter naks = counters.newCounter("bad NAKs");
        rejected.counter(DatagramFault.BAD_NAK, naks);
        rejected.counter(DatagramFault.BAD_NAK, null);

        rejected.count(DatagramFault.BAD_NAK);

        assertThat(all.get()).isEqualTo(1);
        assertThat(naks.get()).isZero();
    }
}
