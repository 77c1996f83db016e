package io.tradebus.example.gateway.replay;

import io.tradebus.example.messages.Verdict;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Which orders of a file have their decision: a file with one byte for each order, 0 while it has none and else one more
 * than the verdict. It is mapped into memory, so it is right even after a kill. A decision that comes after the close is
 * not noted, and its order is asked for again by whoever goes on.
 */
final class ReplayProgress implements AutoCloseable {
    private final UnsafeBuffer buffer;
    private final MappedByteBuffer mapping;
    private final int orderCount;
    private final boolean isContinued;
    private boolean isClosed;

    private ReplayProgress(MappedByteBuffer mapping, int orderCount, boolean isContinued) {
        this.mapping = mapping;
        this.buffer = new UnsafeBuffer(mapping);
        this.orderCount = orderCount;
        this.isContinued = isContinued;
    }

    static ReplayProgress open(Path file, int orderCount) throws IOException {
        boolean isContinued = Files.exists(file);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (isContinued && channel.size() != orderCount) {
                throw new IOException(file + " belongs to a file of " + channel.size() + " orders, not of " + orderCount
                        + "; delete it, or set gateway.replay.progress to another file");
            }
            return new ReplayProgress(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, orderCount), orderCount, isContinued);
        }
    }

    /** Whether an earlier process began the replay, so that orders may have been sent before. */
    boolean isContinued() {
        return isContinued;
    }

    boolean isDecided(int index) {
        return buffer.getByteVolatile(index) != 0;
    }

    /** Notes a decision. Called by the listener's thread, which may still hear decisions of a replay that was given up. */
    synchronized void onDecision(int index, Verdict verdict) {
        if (isClosed) {
            return;
        }
        buffer.putByteVolatile(index, (byte) (verdict.value() + 1));
    }

    long decidedCount() {
        long count = 0;
        for (int i = 0; i < orderCount; i++) {
            count += isDecided(i) ? 1 : 0;
        }
        return count;
    }

    long decidedCount(Verdict verdict) {
        long count = 0;
        for (int i = 0; i < orderCount; i++) {
            count += buffer.getByteVolatile(i) == verdict.value() + 1 ? 1 : 0;
        }
        return count;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        IoUtil.unmap(mapping);
    }
}
