package io.tradebus.example.risk.journal;

import io.tradebus.example.messages.Verdict;
import io.tradebus.example.risk.limit.OrderView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * All decisions in the order in which they were made, in a file that is mapped into memory: what was written is there
 * after a kill of the process, though not after a crash of the machine. The lock on the file is held as long as the
 * process lives, so there are never two risk services with the same memory.
 *
 * <pre>
 *  0 i64 order id       24 i64 quantity           48 i8  1 = buy, 0 = sell
 *  8 i64 account        32 i64 price              49 i8  verdict
 * 16 i64 symbol         40 i64 time of the order  60 i32 1 once the entry is complete
 * </pre>
 */
public final class DecisionJournal implements AutoCloseable {
    /** Bytes of one entry. */
    public static final int ENTRY_LENGTH = 64;

    private static final int ORDER_ID = 0;
    private static final int ACCOUNT = 8;
    private static final int SYMBOL = 16;
    private static final int QUANTITY = 24;
    private static final int PRICE = 32;
    private static final int TIME = 40;
    private static final int SIDE = 48;
    private static final int VERDICT = 49;
    private static final int COMPLETE = 60;
    private static final int CHUNK_LENGTH = 16 << 20;

    /** Told of each decision found when the journal is opened. */
    @FunctionalInterface
    public interface Reader {
        /** Called once per entry in the order of writing; the view is used again for the next one. */
        void onDecision(long orderId, OrderView order, Verdict verdict);
    }

    private final FileChannel channel;
    private final FileLock lock;
    private final UnsafeBuffer chunk = new UnsafeBuffer(0, 0);
    private @Nullable MappedByteBuffer mapping;
    private long chunkStart;
    private int offset;

    private DecisionJournal(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens the journal, making it when it is missing, and reads what it holds.
     *
     * @throws IllegalStateException if another process has it open
     * @throws UncheckedIOException if it cannot be made, read or mapped
     */
    public static DecisionJournal open(Path file, Reader reader) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            DecisionJournal journal = new DecisionJournal(channel, lock(file, channel));
            journal.mapChunk(0);
            journal.readAll(reader);
            return journal;
        } catch (IOException failure) {
            throw new UncheckedIOException("journal " + file + " cannot be opened", failure);
        }
    }

    /** Appends a decision. Allocates nothing but for the mapping of the next 16 MiB, every 262,144 entries. */
    public void append(long orderId, OrderView order, Verdict verdict) {
        chunk.putLong(offset + ORDER_ID, orderId);
        chunk.putLong(offset + ACCOUNT, order.account());
        chunk.putLong(offset + SYMBOL, order.symbol());
        chunk.putLong(offset + QUANTITY, order.quantity());
        chunk.putLong(offset + PRICE, order.price());
        chunk.putLong(offset + TIME, order.transactTimeNs());
        chunk.putByte(offset + SIDE, (byte) (order.isBuy() ? 1 : 0));
        chunk.putByte(offset + VERDICT, (byte) verdict.value());
        // Last: an entry that a kill cut short is not taken for one.
        chunk.putIntRelease(offset + COMPLETE, 1);
        advance();
    }

    /** Number of decisions in the journal. */
    public long size() {
        return (chunkStart + offset) / ENTRY_LENGTH;
    }

    /** Ends it. What is appended by a handler that has not ended yet is refused instead of written to memory that is gone. */
    @Override
    public void close() {
        chunk.wrap(0, 0);
        IoUtil.unmap(mapping);
        mapping = null;
        try (channel) {
            lock.release();
        } catch (IOException failure) {
            throw new UncheckedIOException("journal cannot be closed", failure);
        }
    }

    private void readAll(Reader reader) {
        OrderView order = new OrderView();
        while (chunk.getIntAcquire(offset + COMPLETE) == 1) {
            order.of(chunk.getLong(offset + ACCOUNT), chunk.getLong(offset + SYMBOL))
                    .terms(
                            chunk.getByte(offset + SIDE) == 1,
                            chunk.getLong(offset + QUANTITY),
                            chunk.getLong(offset + PRICE),
                            chunk.getLong(offset + TIME));
            reader.onDecision(chunk.getLong(offset + ORDER_ID), order, Verdict.get((short)
                    (chunk.getByte(offset + VERDICT) & 0xff)));
            advance();
        }
    }

    private void advance() {
        offset += ENTRY_LENGTH;
        if (offset == CHUNK_LENGTH) {
            mapChunk(chunkStart + CHUNK_LENGTH);
        }
    }

    private void mapChunk(long start) {
        try {
            MappedByteBuffer next = channel.map(FileChannel.MapMode.READ_WRITE, start, CHUNK_LENGTH);
            chunk.wrap(next);
            IoUtil.unmap(mapping);
            mapping = next;
            chunkStart = start;
            offset = 0;
        } catch (IOException failure) {
            throw new UncheckedIOException("journal cannot grow beyond " + start + " bytes", failure);
        }
    }

    private static FileLock lock(Path file, FileChannel channel) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            // Answered below like a lock held by another process.
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException("journal " + file
                    + " is in use by another risk service; stop it, or set risk.journal to another file");
        }
        return lock;
    }
}
