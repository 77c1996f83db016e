package io.tradebus.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.FakeListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
    private final List<MeterSet> held = new ArrayList<>();
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

        register(BusMeters.addCounters(new MeterSet(this), () -> counters));

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

        register(BusMeters.addCounters(new MeterSet(this), () -> counters));

        assertThat(longestCycleMs("conductor")).isEqualTo(1);
        assertThat(longestCycleMs("sender")).isEqualTo(2);
        assertThat(longestCycleMs("receiver")).isEqualTo(3);
    }

    @Test
    void readsWhatAListenerDidWithMessages() {
        ListenerCounters counted = new Counted();

        register(BusMeters.listener(FakeListener.of("risk", ListenerState.RUNNING, ListenerState.RUNNING)
                .counting(counted)));

        assertThat(counter("bus.listener.messages", "result", "success")).isEqualTo(1);
        assertThat(counter("bus.listener.bytes", "listener", "risk")).isEqualTo(2);
        assertThat(counter("bus.listener.messages", "result", "failure")).isEqualTo(3);
        assertThat(counter("bus.listener.retries", "stream", "orders")).isEqualTo(4);
        assertThat(counter("bus.listener.messages", "result", "skipped")).isEqualTo(5);
        assertThat(counter("bus.listener.messages", "result", "dead_lettered")).isEqualTo(6);
        assertThat(counter("bus.listener.aborts", "stream", "orders")).isEqualTo(7);
        assertThat(counter("bus.listener.incomplete", "stream", "orders", "listener", "risk"))
                .isEqualTo(8);
    }

    private static final class Counted implements ListenerCounters {
        @Override
        public long messages() {
            return 1;
        }

        @Override
        public long bytes() {
            return 2;
        }

        @Override
        public long failures() {
            return 3;
        }

        @Override
        public long retries() {
            return 4;
        }

        @Override
        public long skipped() {
            return 5;
        }

        @Override
        public long deadLettered() {
            return 6;
        }

        @Override
        public long aborts() {
            return 7;
        }

        @Override
        public long incomplete() {
            return 8;
        }
    }

    /** Counters are read only as long as somebody holds what they count. */
    private void register(MeterSet meters) {
        held.add(meters);
        meters.register(registry);
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
