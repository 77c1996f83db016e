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
import org.jspecify.annotations.Nullable;

/**
 * How much each image lost, in a file that outlives the driver. See docs/shared-memory.md#loss-report.
 *
 * <p>Entries are created and updated by one thread, the receiver; anybody may read at the same time.
 */
public final class LossReport implements AutoCloseable {
    static final Layout LAYOUT = Layout.of("LOSS");
    static final int OBSERVATION_COUNT = LAYOUT.int64("observations");
    static final int TOTAL_BYTES_LOST = LAYOUT.int64("bytes");
    static final int FIRST_OBSERVATION = LAYOUT.int64("firstMs");
    static final int LAST_OBSERVATION = LAYOUT.int64("lastMs");
    static final int SESSION_ID = LAYOUT.int32("session");
    static final int STREAM_ID = LAYOUT.int32("stream");
    static final int CHANNEL = LAYOUT.length();
    static final int ENTRY_ALIGNMENT = 64;

    private final MappedByteBuffer mapped;
    private final AtomicBuffer buffer;

    private int next;
    private boolean isClosed;

    private LossReport(MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.buffer = new UnsafeBuffer(mapped);
    }

    /**
     * Creates the file, which must not exist.
     *
     * @param length bytes, rounded up to the page size
     */
    public static LossReport create(Path file, int length, int filePageSize) {
        return new LossReport(MappedFile.create(file, BitUtil.align(length, filePageSize)));
    }

    /** Maps the file of a driver, dead or alive, to read only. */
    public static LossReport mapReadOnly(Path file) {
        try {
            return new LossReport(MappedFile.map(file, MapMode.READ_ONLY));
        } catch (IOException e) {
            throw new StorageException("cannot read the loss report " + file + ": " + e, file, e);
        }
    }

    /**
     * Adds an entry for an image that lost something for the first time.
     *
     * @param source where the image comes from, such as {@code 10.0.0.1:40123}
     * @return the entry, or null when the report is full; then this image is not reported
     */
    public @Nullable Entry add(long bytesLost, long nowMs, int sessionId, int streamId, String channel, String source) {
        int length = entryLength(channel, source);
        if (length > buffer.capacity() - next) {
            return null;
        }
        int offset = next;
        buffer.putLong(offset + TOTAL_BYTES_LOST, bytesLost);
        buffer.putLong(offset + FIRST_OBSERVATION, nowMs);
        buffer.putLong(offset + LAST_OBSERVATION, nowMs);
        buffer.putInt(offset + SESSION_ID, sessionId);
        buffer.putInt(offset + STREAM_ID, streamId);
        buffer.putStringAscii(offset + CHANNEL, channel);
        buffer.putStringAscii(offset + sourceOffset(channel.length()), source);
        // The count is stored last and with release: a reader that sees it also sees the rest of the entry.
        buffer.putLongRelease(offset + OBSERVATION_COUNT, 1);
        next = Math.min(buffer.capacity(), offset + BitUtil.align(length, ENTRY_ALIGNMENT));
        return new Entry(buffer, offset);
    }

    /** The whole file, for {@link LossReportReader}. */
    public AtomicBuffer buffer() {
        return buffer;
    }

    /** Length of the file in bytes. */
    public int fileLength() {
        return buffer.capacity();
    }

    /** Unmaps the file; a second call does nothing. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            MappedFile.unmap(mapped);
        }
    }

    static int sourceOffset(int channelLength) {
        return CHANNEL + BitUtil.align(Integer.BYTES + channelLength, Integer.BYTES);
    }

    private static int entryLength(String channel, String source) {
        return sourceOffset(channel.length()) + Integer.BYTES + source.length();
    }

    /** The losses of one image. */
    public static final class Entry {
        private final AtomicBuffer buffer;
        private final int offset;

        private Entry(AtomicBuffer buffer, int offset) {
            this.buffer = buffer;
            this.offset = offset;
        }

        /** Counts another loss. */
        public void record(long bytesLost, long nowMs) {
            buffer.putLongRelease(offset + LAST_OBSERVATION, nowMs);
            buffer.getAndAddLong(offset + TOTAL_BYTES_LOST, bytesLost);
            buffer.getAndAddLong(offset + OBSERVATION_COUNT, 1);
        }
    }
}
