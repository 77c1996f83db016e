package io.tradebus.core.driver.conductor.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.event.ConductorEvents;
import io.tradebus.core.driver.event.EventLog;
import io.tradebus.core.idle.Bell;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import io.tradebus.core.idle.Wakeups;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.StoreRecorder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.BitUtil;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.junit.jupiter.api.Test;

/** Events in a small broadcast buffer. */
class ClientEventsTest {
    private static final int CAPACITY = 1024;
    private static final int TAIL_INTENT = CAPACITY;
    private static final int TAIL = CAPACITY + 8;
    private static final int LATEST = CAPACITY + 16;
    private static final int RECORD_LENGTH = 24;

    private final StoreRecorder buffer = new StoreRecorder(CAPACITY + BroadcastBufferDescriptor.TRAILER_LENGTH);
    private final Bell clients = new Bell();
    private final ClientEvents events =
            new ClientEvents(new BroadcastTransmitter(buffer), new ConductorEvents(EventLog.off()), clients);

    @Test
    @Conformance("SM-21")
    void aRecordIsIntendedThenWrittenThenShown() {
        events.onCounterReady(7, 46);
        buffer.take();

        events.onCounterReady(8, 47);

        List<String> stores = buffer.take();
        assertThat(stores).startsWith(TAIL_INTENT + "=" + 2 * RECORD_LENGTH);
        assertThat(stores).endsWith(LATEST + "=" + RECORD_LENGTH, TAIL + "=" + 2 * RECORD_LENGTH);
        assertThat(stores.subList(1, stores.size() - 2))
                .contains("24=20", "28=" + 0x0F08, "32..44")
                .allMatch(store -> Integer.parseInt(store.split("=|\\.")[0]) < CAPACITY);
    }

    @Test
    @Conformance("SM-24")
    void aRecordThatWouldWrapIsPrecededByPaddingToTheEnd() {
        int fitting = CAPACITY / RECORD_LENGTH;
        for (int i = 0; i < fitting; i++) {
            events.onCounterReady(i, i);
        }
        int rest = CAPACITY - fitting * RECORD_LENGTH;
        assertThat(rest).isEqualTo(16);

        events.onCounterReady(fitting, fitting);

        int end = CAPACITY - rest;
        assertThat(buffer.getInt(end)).isEqualTo(rest);
        assertThat(buffer.getInt(end + 4)).isEqualTo(-1);
        assertThat(buffer.getInt(0)).isEqualTo(20);
        assertThat(buffer.getLong(8)).isEqualTo(fitting);
        assertThat(buffer.getLong(TAIL)).isEqualTo(CAPACITY + RECORD_LENGTH);
        int offset = 0;
        while (offset < CAPACITY) {
            offset += BitUtil.align(buffer.getInt(offset), 8);
        }
        assertThat(offset).as("end of the last record").isEqualTo(CAPACITY);
    }

    @Test
    void wakesTheClientsOfThisProcess() {
        AtomicInteger woken = new AtomicInteger();
        Sleeper sleeper = TestSleepers.counting(woken);
        Wakeups.listen(clients, sleeper);
        sleeper.accept(1);

        events.onCounterReady(7, 46);

        assertThat(woken).hasValue(1);
    }
}
