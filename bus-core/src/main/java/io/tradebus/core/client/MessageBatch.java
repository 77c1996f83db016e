package io.tradebus.core.client;

import io.tradebus.core.format.RawMemory;
import io.tradebus.core.format.frame.DataFrame;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages that are appended to a log together: {@link Publication#offer(MessageBatch)} moves the tail once for all of
 * them. They are laid out here as they will lie in the log, so that one copy takes them there.
 *
 * <p>Made once and used again: an accepted batch is empty afterwards, one that was refused keeps its messages for the next
 * attempt. A message longer than one frame cannot be part of a batch. For one thread at a time; nothing here allocates,
 * except the constructor.
 */
public final class MessageBatch {
    /** There is no room for the message: offer what is there first. */
    public static final int NO_ROOM = -1;

    /** Most bytes of a batch: more than any log takes at once. */
    private static final int MAX_CAPACITY = 1 << 26;

    private static final int HEADER_WORD = 8;
    /** Version, flags and type, which follow the frame length. */
    private static final int FRAME_KIND =
            (int) (DataFrame.firstWord(0, DataFrame.FLAGS_UNFRAGMENTED, DataFrame.TYPE_DATA) >>> Integer.SIZE);

    private final UnsafeBuffer frames;
    private final long address;
    private final int capacity;
    private final int headLength;
    /** Whether somebody has the buffer, and can have written anywhere. */
    private boolean isShared;
    // Where the headers of the frames say that the first one stands, and in which stream. Until the batch is offered,
    // that is behind the batch before, where it will most likely stand.
    private long placeWord;
    private long streamWord;
    private int length;
    private int size;
    private int longestMessage;
    private boolean hasOpenHeads;

    /**
     * @param capacity bytes in the log that the messages may take together: each takes its length and 32 bytes for the
     *     header, rounded up to a multiple of 32. What a publication accepts at once is its
     *     {@link Publication#maxBatchLength()}
     * @throws IllegalArgumentException if there is no room for one message, or more than 64 MB
     */
    public MessageBatch(int capacity) {
        this(capacity, 0);
    }

    /**
     * @param capacity see {@link #MessageBatch(int)}; the heads are part of it
     * @param headLength bytes kept free before each message, which are sent with it and filled by who offers the batch
     * @throws IllegalArgumentException if there is no room for one message, or more than 64 MB, or the length of heads is
     *     negative
     */
    public MessageBatch(int capacity, int headLength) {
        if (headLength < 0 || capacity > MAX_CAPACITY || capacity < leastCapacity(headLength)) {
            throw new IllegalArgumentException(
                    "capacity of a batch must be from what one message takes, which is 32 bytes"
                            + " more than its head and its length, rounded up to 32, to " + MAX_CAPACITY
                            + ", but it was " + capacity
                            + " with heads of " + headLength);
        }
        int alignedCapacity = capacity & -DataFrame.FRAME_ALIGNMENT;
        frames = new UnsafeBuffer(ByteBuffer.allocateDirect(alignedCapacity + BitUtil.CACHE_LINE_LENGTH));
        int aligned = (int) (-frames.addressOffset() & BitUtil.CACHE_LINE_LENGTH - 1);
        frames.wrap(frames.byteBuffer(), aligned, alignedCapacity);
        address = RawMemory.address(frames, 0, alignedCapacity);
        this.capacity = alignedCapacity;
        this.headLength = headLength;
    }

    /**
     * Copies a message to the end of the batch.
     *
     * @param length of the message in bytes
     * @return whether there was room
     * @throws IllegalArgumentException if the length is negative, or above what an empty batch has room for
     * @throws IndexOutOfBoundsException if the message is not within the buffer
     */
    public boolean add(DirectBuffer buffer, int offset, int length) {
        return add(buffer, offset, length, 0);
    }

    /** {@link #add(DirectBuffer, int, int)} with the reserved value of the message's frame. */
    public boolean add(DirectBuffer buffer, int offset, int length, long reservedValue) {
        requireLength(length);
        buffer.boundsCheck(offset, length);
        int message = claim(length, reservedValue);
        if (message == NO_ROOM) {
            return false;
        }
        RawMemory.copy(buffer, offset, address + message, length);
        return true;
    }

    /**
     * Adds a message that the caller writes into {@link #buffer()} before the batch is offered.
     *
     * @param length of the message in bytes, all of which the caller has to write, and nothing outside of them
     * @return where it begins in the buffer, or {@link #NO_ROOM}
     * @throws IllegalArgumentException if the length is negative, or above what an empty batch has room for
     */
    public int claim(int length) {
        return claim(length, 0);
    }

    /** {@link #claim(int)} with the reserved value of the message's frame. */
    public int claim(int length, long reservedValue) {
        requireLength(length);
        int frame = this.length;
        int frameLength = DataFrame.HEADER_LENGTH + headLength + length;
        int end = frame + DataFrame.alignedLength(frameLength);
        if (end > capacity) {
            return NO_ROOM;
        }
        clearEnd(frame + frameLength, end);
        long header = address + frame;
        RawMemory.putLong(header, DataFrame.firstWord(frameLength, DataFrame.FLAGS_UNFRAGMENTED, DataFrame.TYPE_DATA));
        RawMemory.putLong(header + DataFrame.PLACE_WORD, placeWord + frame);
        RawMemory.putLong(header + DataFrame.STREAM_WORD, streamWord);
        RawMemory.putLong(header + DataFrame.RESERVED_VALUE, reservedValue);
        // Stored only where something changes: adding is bound by how many stores there are.
        if (headLength + length > longestMessage) {
            longestMessage = headLength + length;
        }
        if (headLength > 0) {
            hasOpenHeads = true;
        }
        size++;
        this.length = end;
        return frame + DataFrame.HEADER_LENGTH + headLength;
    }

    /** Where messages are written to that were claimed. */
    public MutableDirectBuffer buffer() {
        isShared = true;
        return frames;
    }

    /** How many messages there are. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Bytes that the messages take in the log together. */
    public int length() {
        return length;
    }

    /** Bytes kept free before each message. */
    public int headLength() {
        return headLength;
    }

    /** Forgets the messages. */
    public void clear() {
        length = 0;
        size = 0;
        longestMessage = 0;
        hasOpenHeads = false;
    }

    /** Copies the same head before each message. */
    public void fillHeads(DirectBuffer head, int offset) {
        int frame = 0;
        while (frame < length) {
            frames.putBytes(frame + DataFrame.HEADER_LENGTH, head, offset, headLength);
            frame += DataFrame.alignedLength(DataFrame.frameLength(frames, frame));
        }
        hasOpenHeads = false;
    }

    /** It was appended: what comes next will most likely stand behind it. */
    void onAppended() {
        placeWord += length;
        clear();
    }

    /** It was refused: who offers it next fills the heads again. */
    void onRefused() {
        hasOpenHeads = headLength > 0 && size > 0;
    }

    /**
     * Finds out whether somebody has written outside of his message, before readers would have to wait for ever at a frame
     * without end.
     *
     * @throws IllegalStateException if a header is not as it was made
     */
    void requireIntact() {
        int frame = isShared ? 0 : length;
        while (frame < length) {
            long word = frames.getLong(frame);
            int frameLength = (int) word;
            if ((int) (word >>> Integer.SIZE) != FRAME_KIND
                    || frameLength < DataFrame.HEADER_LENGTH
                    || frameLength > length - frame) {
                throw new IllegalStateException(
                        "the header of a message at " + frame + " in the buffer of the batch was"
                                + " overwritten: write no more than the claimed length, at the place that claim returned; the batch"
                                + " can only be cleared");
            }
            frame += DataFrame.alignedLength(frameLength);
        }
    }

    /**
     * Makes the headers of all frames for where they will stand.
     *
     * @param place {@link DataFrame#placeWord} of the first frame
     * @param stream {@link DataFrame#streamWord} of all of them
     */
    void placeAt(long place, long stream) {
        if (isShared || place != placeWord || stream != streamWord) {
            int frame = 0;
            while (frame < length) {
                frames.putLong(frame + DataFrame.PLACE_WORD, place + frame);
                frames.putLong(frame + DataFrame.STREAM_WORD, stream);
                frame += DataFrame.alignedLength(DataFrame.frameLength(frames, frame));
            }
        }
        placeWord = place;
        streamWord = stream;
    }

    /** Whether there are heads that nobody has filled since the last message was added. */
    boolean hasOpenHeads() {
        return hasOpenHeads;
    }

    /** The longest message with its head, in bytes. */
    int longestMessage() {
        return longestMessage;
    }

    UnsafeBuffer frames() {
        return frames;
    }

    /** What lies between a frame and the next one is zero in a log, whatever was here before. */
    private void clearEnd(int from, int end) {
        if (from < end) {
            int word = end - DataFrame.FRAME_ALIGNMENT;
            while (word < end) {
                frames.putLong(word, 0);
                word += HEADER_WORD;
            }
        }
    }

    private void requireLength(int length) {
        int most = capacity - headLength - DataFrame.HEADER_LENGTH;
        if (length < 0 || length > most) {
            throw new IllegalArgumentException("length of a message must be from 0 to " + most
                    + ", for which the batch has room, but was " + length);
        }
    }

    private static long leastCapacity(int headLength) {
        long frameLength = (long) DataFrame.HEADER_LENGTH + Math.max(headLength, 1);
        return (frameLength + DataFrame.FRAME_ALIGNMENT - 1) & -DataFrame.FRAME_ALIGNMENT;
    }
}
