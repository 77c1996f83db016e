package io.tradebus.core.files;

import io.tradebus.core.StorageException;
import io.tradebus.core.format.Layout;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;

/**
 * Events of a driver for whoever watches it: which are wanted, which are on, and a broadcast buffer that carries them. See
 * docs/event-log.md#the-file.
 *
 * <p>The driver creates it and says what is on; it and any other program may say what is wanted, the last one wins. Only
 * the header has blocks at first; the driver allocates the rest before it writes the first event.
 */
public final class EventFile implements AutoCloseable {
    private static final int VERSION = 1;
    private static final int CACHE_LINE_PAIR = 128;

    private static final Layout LAYOUT = Layout.of("EVENTS");
    private static final int VERSION_FIELD = LAYOUT.int32("version");
    private static final int BUFFER_LENGTH = LAYOUT.int32("bufferLength");
    private static final int WANTED = LAYOUT.at(CACHE_LINE_PAIR).int64("wanted");
    private static final int ENABLED = LAYOUT.at(2 * CACHE_LINE_PAIR).int64("enabled");
    private static final int DROPPED = LAYOUT.int64("dropped");
    private static final int BUFFER = 4096;

    private final Path path;
    private final MappedByteBuffer mapped;
    private final AtomicBuffer header;
    private final int bufferLength;
    private boolean isClosed;

    private EventFile(Path path, MappedByteBuffer mapped, int bufferLength) {
        this.path = path;
        this.mapped = mapped;
        this.bufferLength = bufferLength;
        header = new UnsafeBuffer(mapped, 0, BUFFER);
    }

    /**
     * Creates the file, which must not exist.
     *
     * @param bufferLength bytes of events that are kept for those who watch; a power of two
     */
    public static EventFile create(Path path, int bufferLength, int filePageSize) {
        int length = BitUtil.align(BUFFER + bufferLength + BroadcastBufferDescriptor.TRAILER_LENGTH, filePageSize);
        EventFile file = new EventFile(path, MappedFile.createSparse(path, length, BUFFER), bufferLength);
        file.header.putInt(BUFFER_LENGTH, bufferLength);
        file.header.putIntRelease(VERSION_FIELD, VERSION);
        return file;
    }

    /**
     * Maps the file of a driver to watch it.
     *
     * @throws IOException if there is no such file or it cannot be read
     * @throws StorageException if it is none that this version can read
     */
    public static EventFile map(Path path) throws IOException {
        MappedByteBuffer mapped = MappedFile.map(path, MapMode.READ_WRITE);
        if (mapped.capacity() >= BUFFER) {
            UnsafeBuffer header = new UnsafeBuffer(mapped, 0, BUFFER);
            int version = header.getIntVolatile(VERSION_FIELD);
            // Anybody can write here, and what is checked is what is used.
            int bufferLength = header.getInt(BUFFER_LENGTH);
            if (version == VERSION
                    && BitUtil.isPowerOfTwo(bufferLength)
                    && bufferLength <= mapped.capacity() - BUFFER - BroadcastBufferDescriptor.TRAILER_LENGTH) {
                return new EventFile(path, mapped, bufferLength);
            }
        }
        MappedFile.unmap(mapped);
        throw new StorageException(path + " is not an event file of this version", path, null);
    }

    /**
     * Gives the buffer its blocks. Only for the driver, before it writes events.
     *
     * @throws StorageException if there is no space
     */
    public void allocate() {
        MappedFile.allocate(path, BUFFER, mapped.capacity());
    }

    /** The broadcast buffer. One thread of the driver writes it. */
    public AtomicBuffer buffer() {
        return new UnsafeBuffer(mapped, BUFFER, bufferLength + BroadcastBufferDescriptor.TRAILER_LENGTH);
    }

    /** The mask of events that somebody wants. */
    public long wantedAcquire() {
        return header.getLongAcquire(WANTED);
    }

    public void wantedRelease(long mask) {
        header.putLongRelease(WANTED, mask);
    }

    /** The mask of events that are on. The driver alone sets it. */
    public long enabledAcquire() {
        return header.getLongAcquire(ENABLED);
    }

    public void enabledRelease(long mask) {
        header.putLongRelease(ENABLED, mask);
    }

    /** Events that were lost, since the driver began. The driver alone sets it. */
    public long droppedAcquire() {
        return header.getLongAcquire(DROPPED);
    }

    public void droppedRelease(long count) {
        header.putLongRelease(DROPPED, count);
    }

    /** Unmaps the file; a second call does nothing. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            MappedFile.unmap(mapped);
        }
    }
}
