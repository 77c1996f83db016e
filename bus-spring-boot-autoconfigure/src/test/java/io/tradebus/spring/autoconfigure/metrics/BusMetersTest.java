package io.tradebus.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tradebus.core.counters.SystemCounter;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which counter of the driver each meter reads. */
class BusMetersTest {
    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(256 << 10)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10)));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void allocateSystemCounters() {
        for (int id = 0; id < SystemCounter.count(); id++) {
            counters.allocate(SystemCounter.of(id).label());
        }
    }

    @Test
    void readsTheNetworkFromTheDriversCounters() {
        set(SystemCounter.BYTES_SENT, 1_000);
        set(SystemCounter.BYTES_RECEIVED, 2_000);
        set(SystemCounter.NAKS_SENT, 3);
        set(SystemCounter.NAKS_RECEIVED, 4);
        set(SystemCounter.RETRANSMITS_SENT, 5);
        set(SystemCounter.INVALID_PACKETS, 6);
        set(SystemCounter.SHORT_SENDS, 7);
        set(SystemCounter.LOSS_GAP_FILLS, 8);

        BusMeters.addCounters(new MeterSet(this), () -> counters).register(registry);

        assertThat(counter("bus.network.bytes", "direction", "sent")).isEqualTo(1_000);
        assertThat(counter("bus.network.bytes", "direction", "received")).isEqualTo(2_000);
        assertThat(counter("bus.network.naks", "direction", "sent")).isEqualTo(3);
        assertThat(counter("bus.network.naks", "direction", "received")).isEqualTo(4);
        assertThat(counter("bus.network.retransmits")).isEqualTo(5);
        assertThat(counter("bus.network.invalid")).isEqualTo(6);
        assertThat(counter("bus.network.short.sends")).isEqualTo(7);
        assertThat(counter("bus.network.loss")).isEqualTo(8);
    }

    @Test
    void readsTheLongestCycleOfEachAgent() {
        set(SystemCounter.CONDUCTOR_MAX_CYCLE_TIME, 1_000_000);
        set(SystemCounter.SENDER_MAX_CYCLE_TIME, 2_000_000);
        set(SystemCounter.RECEIVER_MAX_CYCLE_TIME, 3_000_000);

        BusMeters.addCounters(new MeterSet(this), () -> counters).register(registry);

        assertThat(longestCycleMs("conductor")).isEqualTo(1);
        assertThat(longestCycleMs("sender")).isEqualTo(2);
        assertThat(longestCycleMs("receiver")).isEqualTo(3);
    }

    private void set(SystemCounter counter, long value) {
        counters.setCounterValue(counter.id(), value);
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double longestCycleMs(String agent) {
        return registry.get("bus.driver.cycle.max")
                .tag("agent", agent)
                .timeGauge()
                .value(TimeUnit.MILLISECONDS);
    }
}
