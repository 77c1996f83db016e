package io.tradebus.core.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.driver.status.SystemCounterDescriptor;
import io.tradebus.core.support.Conformance;
import java.nio.ByteBuffer;
import org.agrona.SystemUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

class SystemCountersTest {
    private static final SystemCounters.Facts FACTS = new SystemCounters.Facts(
            SoftwareVersion.COMPATIBLE, "SHARED", 100_000_000, 200_000, 3_000, 5_000_000_000L, "node-1");

    private final CountersManager manager = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(512 * 64)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(128 * 64)));

    @Test
    @Conformance({"SM-76", "DB-1"})
    void areAllocatedInOrderUnderTheLabelsOfAStockDriver() {
        SystemCounters.allocate(manager, FACTS);

        assertThat(SystemCounter.count()).isEqualTo(46).isEqualTo(SystemCounterDescriptor.values().length);
        for (SystemCounterDescriptor stock : SystemCounterDescriptor.values()) {
            int id = stock.id();
            assertThat(SystemCounter.of(id).id()).isEqualTo(id);
            assertThat(stock.label()).startsWith(SystemCounter.of(id).label());
            assertThat(manager.getCounterLabel(id))
                    .startsWith(SystemCounter.of(id).label());
            assertThat(manager.getCounterTypeId(id)).isZero();
            assertThat(manager.getCounterOwnerId(id)).isEqualTo(-1);
            assertThat(manager.getCounterRegistrationId(id)).isEqualTo(id);
            assertThat(manager.metaDataBuffer().getInt(CountersReader.metaDataOffset(id) + CountersReader.KEY_OFFSET))
                    .isEqualTo(id);
        }
        assertThat(manager.getCounterState(46)).isEqualTo(CountersReader.RECORD_UNUSED);
    }

    @Test
    void haveExactlyTheLabelsOfAStockDriverWhereNothingIsAdded() {
        for (SystemCounterDescriptor stock : SystemCounterDescriptor.values()) {
            if (stock.id() != SystemCounter.ERRORS.id() && stock.id() != SystemCounter.SOFTWARE_VERSION.id()) {
                assertThat(SystemCounter.of(stock.id()).label()).isEqualTo(stock.label());
            }
        }
    }

    @Test
    @Conformance({"SM-77", "DB-3"})
    void carryTheVersionsOfSoftwareAndControlProtocol() {
        SystemCounters system = SystemCounters.allocate(manager, FACTS);

        assertThat(system.get(SystemCounter.SOFTWARE_VERSION).get()).isEqualTo(78_592);
        assertThat(system.get(SystemCounter.CONTROL_PROTOCOL_VERSION).get()).isEqualTo(65_536);
        assertThat(manager.getCounterLabel(34)).isEqualTo("Aeron software: version=1.51.0 commit=tradebus");
        assertThat(manager.getCounterLabel(15)).isEqualTo("Errors: version=1.51.0 commit=tradebus");
    }

    @Test
    @Conformance("DB-11")
    void sayThreadingModeAndThresholdInTheLabelsOfCycleCounters() {
        SystemCounters.allocate(manager, FACTS);

        assertThat(manager.getCounterLabel(26)).isEqualTo("Conductor max cycle time doing its work in ns: SHARED");
        assertThat(manager.getCounterLabel(27))
                .isEqualTo("Conductor work cycle exceeded threshold count: threshold=100ms SHARED");
        assertThat(manager.getCounterLabel(29))
                .isEqualTo("Sender work cycle exceeded threshold count: threshold=200us SHARED");
        assertThat(manager.getCounterLabel(31))
                .isEqualTo("Receiver work cycle exceeded threshold count: threshold=3us SHARED");
        assertThat(manager.getCounterLabel(33)).isEqualTo("NameResolver exceeded threshold count: threshold=5s");
        assertThat(manager.getCounterLabel(25)).isEqualTo("Resolution changes: driverName=node-1");
    }

    @Test
    void mustBeTheFirstCounters() {
        manager.allocate("somebody else");

        assertThatThrownBy(() -> SystemCounters.allocate(manager, FACTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("system counter 0 must be allocated first");
    }

    @Test
    void writeThresholdsAsAgronaWritesDurations() {
        long[] durations = {
            0,
            1,
            999,
            1_000,
            1_001,
            1_500,
            999_999,
            1_000_000,
            1_000_001,
            1_500_000,
            999_999_999,
            1_000_000_000L,
            1_000_000_001L,
            1_500_000_000L,
            60_000_000_000L,
            Long.MAX_VALUE,
            Long.MAX_VALUE / 1_000 * 1_000
        };

        for (long durationNs : durations) {
            assertThat(SystemCounters.duration(durationNs)).isEqualTo(SystemUtil.formatDuration(durationNs));
        }
    }
}
