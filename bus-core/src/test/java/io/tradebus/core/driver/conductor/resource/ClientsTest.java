package io.tradebus.core.driver.conductor.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.driver.event.ConductorEvents;
import io.tradebus.core.driver.event.EventLog;
import io.tradebus.core.idle.Bell;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;

/** Clients that end together, and how they are looked at. */
class ClientsTest {
    private static final long LIVENESS_TIMEOUT_MS = 1_000;

    private final CountersManager counters = new CountersManager(buffer(64 << 10), buffer(16 << 10));
    private final AtomicCounter timeouts = counters.newCounter("timeouts");
    private final ClientEvents events = new ClientEvents(
            new BroadcastTransmitter(buffer((64 << 10) + BroadcastBufferDescriptor.TRAILER_LENGTH)),
            new ConductorEvents(EventLog.off()),
            Bell.NONE);
    private final Clients clients =
            new Clients(counters, events, timeouts, () -> 0, LIVENESS_TIMEOUT_MS, new ResourceObserver() {});
    private final List<Long> ended = new ArrayList<>();

    @Test
    void eachEndsOnceThoughWhatOneHadCannotBeReleased() {
        clients.ensureKnown(1);
        clients.ensureKnown(2);

        assertThatThrownBy(() -> clients.onTick(LIVENESS_TIMEOUT_MS + 1, this::failAfterNoting))
                .hasMessage("cannot release");
        clients.onTick(LIVENESS_TIMEOUT_MS + 1, ended::add);
        clients.onTick(LIVENESS_TIMEOUT_MS + 1, ended::add);

        assertThat(ended).containsExactlyInAnyOrder(1L, 2L);
        assertThat(timeouts.get()).isEqualTo(2);
    }

    @Test
    void lookingAtThemAllocatesNothingEvenBeforeItIsCompiled() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LongConsumer onEnd = ended::add;
        clients.ensureKnown(1);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            clients.onTick(0, onEnd);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
    }

    private void failAfterNoting(long clientId) {
        ended.add(clientId);
        throw new IllegalStateException("cannot release");
    }

    private static UnsafeBuffer buffer(int length) {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
    }
}
