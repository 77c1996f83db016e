package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final int BUFFER_LENGTH = 4096;
    private static final long BUFFER_LENGTH_FIELD = 4;

    @TempDir
    Path directory;

    @Test
    void hasTheBufferThatItWasCreatedWithWhateverOthersWrite() throws IOException {
        Path path = directory.resolve("events.dat");
        try (EventFile file = EventFile.create(path, BUFFER_LENGTH, 4096);
                EventFile mapped = EventFile.map(path)) {
            writeBufferLength(path, Integer.MAX_VALUE);

            assertThat(file.buffer().capacity()).isEqualTo(BUFFER_LENGTH + BroadcastBufferDescriptor.TRAILER_LENGTH);
            assertThat(mapped.buffer().capacity()).isEqualTo(BUFFER_LENGTH + BroadcastBufferDescriptor.TRAILER_LENGTH);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> EventFile.map(path))
                    .withMessageContaining("not an event file");
        }
    }

    private static void writeBufferLength(Path path, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer field = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(field.putInt(length).flip(), BUFFER_LENGTH_FIELD);
        }
    }
}
