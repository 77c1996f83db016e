package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.idle.Bell;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.StoreRecorder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.Test;

/** Commands in a small ring. */
class DriverCommandsTest {
    private static final int CAPACITY = 1024;

    private final ManyToOneRingBuffer ring =
            new ManyToOneRingBuffer(TestLog.buffer(CAPACITY + RingBufferDescriptor.TRAILER_LENGTH));
    private final DriverCommands commands = new DriverCommands(ring, 1, Bell.NONE);

    @Test
    @Conformance("SM-16")
    void claimsNothingForACommandLongerThanAnEighthOfTheRing() {
        String channel = "aeron:ipc?alias=" + "x".repeat(CAPACITY / 8);

        assertThatThrownBy(() -> commands.addPublication(channel, 1001)).isInstanceOf(IllegalArgumentException.class);

        assertThat(ring.producerPosition()).isZero();
    }

    @Test
    @Conformance("SM-13")
    void writesACommandAsARecordOfItsLength() {
        commands.addPublication("aeron:ipc", 1001);

        assertThat(ring.producerPosition()).isEqualTo(48);
        assertThat(ring.buffer().getInt(0)).isEqualTo(41);
        assertThat(ring.buffer().getInt(4)).isEqualTo(1);
    }

    @Test
    @Conformance("SM-41")
    void padsAShortReasonSoThatEveryDriverTakesIt() {
        commands.rejectImage(50, 4096, "");

        assertThat(ring.buffer().getInt(0)).isEqualTo(8 + 40);
    }

    @Test
    void givesUpACommandThatCannotBeWritten() {
        UnsafeBuffer tooShort = new UnsafeBuffer(new byte[4]);
        CounterText text = new CounterText(tooShort, 0, 0, tooShort, 0, 64);

        assertThatThrownBy(() -> commands.addCounter(1000, text)).isInstanceOf(IndexOutOfBoundsException.class);
        commands.nextSessionId(1001);

        List<Integer> read = new ArrayList<>();
        ring.read((typeId, buffer, index, length) -> read.add(typeId));
        ring.read((typeId, buffer, index, length) -> read.add(typeId));
        assertThat(read).containsExactly(CommandType.GET_NEXT_AVAILABLE_SESSION_ID);
    }

    @Test
    @Conformance("SM-14")
    void showsThatARecordIsBeingWrittenUntilAllOfItIsThere() {
        StoreRecorder buffer = new StoreRecorder(CAPACITY + RingBufferDescriptor.TRAILER_LENGTH);

        new DriverCommands(new ManyToOneRingBuffer(buffer), 1, Bell.NONE).addPublication("aeron:ipc", 1001);

        List<String> stores = buffer.take().stream()
                .filter(store -> Integer.parseInt(store.split("=|\\.")[0]) < CAPACITY)
                .toList();
        assertThat(stores).startsWith("0=-41", "4=1").endsWith("0=41").hasSizeGreaterThan(3);
        assertThat(stores.subList(2, stores.size() - 1))
                .allMatch(store -> Integer.parseInt(store.split("=|\\.")[0]) >= 8);
    }

    @Test
    @Conformance("SM-15")
    void putsPaddingBeforeARecordThatWouldWrap() {
        while (ring.producerPosition() + 48 <= CAPACITY) {
            commands.addPublication("aeron:ipc", 1001);
            ring.read((typeId, buffer, index, length) -> {});
        }
        int end = (int) ring.producerPosition();
        assertThat(end).isBetween(CAPACITY - 40, CAPACITY - 8);

        commands.addPublication("aeron:ipc", 1001);

        assertThat(ring.buffer().getInt(end)).isEqualTo(CAPACITY - end);
        assertThat(ring.buffer().getInt(end + 4)).isEqualTo(-1);
        assertThat(ring.buffer().getInt(0)).isEqualTo(41);
        assertThat(ring.buffer().getInt(4)).isEqualTo(1);
    }

    @Test
    void dropsItsCloseWhenThereIsNoRoom() {
        while (ring.write(1, new UnsafeBuffer(new byte[100]), 0, 100)) {
            // Until it is full.
        }
        long position = ring.producerPosition();

        commands.closeClient();

        assertThat(ring.producerPosition() - position).isLessThan(24);
    }
}
