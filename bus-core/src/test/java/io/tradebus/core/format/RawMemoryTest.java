package io.tradebus.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RawMemoryTest {
    private static final int LENGTH = 256;

    private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));

    @Test
    void copiesAllBytesAndNoMoreOfWhateverLengthFromBothKindsOfMemory() {
        UnsafeBuffer onHeap = new UnsafeBuffer(new byte[LENGTH]);
        UnsafeBuffer outside = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
        for (int i = 0; i < LENGTH; i++) {
            onHeap.putByte(i, (byte) (i + 1));
        }
        outside.putBytes(0, onHeap, 0, LENGTH);
        UnsafeBuffer expected = new UnsafeBuffer(new byte[LENGTH]);

        for (int length = 0; length <= 200; length++) {
            for (UnsafeBuffer source : new UnsafeBuffer[] {onHeap, outside}) {
                memory.setMemory(0, LENGTH, (byte) 0);
                expected.setMemory(0, LENGTH, (byte) 0);
                expected.putBytes(24, source, 5, length);

                RawMemory.copy(source, 5, RawMemory.address(memory, 24, length), length);

                assertThat(memory).as("%d bytes", length).isEqualTo(expected);
            }
        }
    }

    @Test
    void storesWordsWhereTheAddressSays() {
        long address = RawMemory.address(memory, 16, 24);

        RawMemory.putLong(address, 1);
        RawMemory.putLongRelease(address + 8, 2);
        RawMemory.putIntRelease(address + 16, 3);

        assertThat(memory.getLong(16)).isEqualTo(1);
        assertThat(memory.getLong(24)).isEqualTo(2);
        assertThat(memory.getInt(32)).isEqualTo(3);
    }

    @Test
    void onlyAPlaceWithinMemoryOutsideOfTheHeapHasAnAddress() {
        assertThatThrownBy(() -> RawMemory.address(memory, LENGTH - 8, 9))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> RawMemory.address(memory, -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> RawMemory.address(new UnsafeBuffer(new byte[8]), 0, 8))
                .hasMessage("the buffer must lie outside of the heap, but it is over an array");
    }
}
