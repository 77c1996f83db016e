package io.tradebus.core.files;

import static java.nio.channels.FileChannel.MapMode.READ_WRITE;

import io.tradebus.core.StorageException;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogLayout;
import io.tradebus.core.format.log.LogMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The mapped file of one log: three terms and the metadata. Drawn in {@code docs/shared-memory.md#log-layout}.
 *
 * <p>A file that fits is mapped in one piece; a longer one than a single mapping may be is mapped term by term. The
 * buffers may be used by any thread until {@link #close}, which only the owner calls, once nobody touches them any
 * more. After that they have length 0.
 */
public final class LogFile implements AutoCloseable {
    private static final int TOUCH_STRIDE = LogLayout.MIN_PAGE_SIZE;

    private final Path path;
    private final FileChannel channel;
    private final long fileLength;
    private final List<MappedByteBuffer> mappings = new ArrayList<>();
    private final UnsafeBuffer[] terms = new UnsafeBuffer[LogLayout.PARTITION_COUNT];
    private final UnsafeBuffer metadata;
    private final int termLength;
    private boolean isClosed;

    private LogFile(Path path, FileChannel channel, int termLengthOfNew) throws IOException {
        this.path = path;
        this.channel = channel;
        fileLength = channel.size();
        try {
            if (fileLength <= Integer.MAX_VALUE) {
                MappedByteBuffer whole = map(0, fileLength);
                metadata =
                        new UnsafeBuffer(whole, (int) LogLayout.metadataOffset(fileLength), LogLayout.METADATA_LENGTH);
                termLength = termLengthOfNew != 0 ? termLengthOfNew : checkedTermLength();
                for (int i = 0; i < terms.length; i++) {
                    terms[i] = new UnsafeBuffer(whole, i * termLength, termLength);
                }
            } else {
                metadata = new UnsafeBuffer(map(LogLayout.metadataOffset(fileLength), LogLayout.METADATA_LENGTH));
                termLength = termLengthOfNew != 0 ? termLengthOfNew : checkedTermLength();
                for (int i = 0; i < terms.length; i++) {
                    terms[i] = new UnsafeBuffer(map(LogLayout.termFileOffset(i, termLength), termLength));
                }
            }
        } catch (Throwable failure) {
            unmap(failure);
            throw failure;
        }
    }

    /**
     * Creates and maps the file of a new log with all of its metadata. Leaves no file behind when it fails.
     *
     * @param sparse whether pages are left to be allocated when they are first used; otherwise all are allocated now, so
     *     that a lack of space is seen here
     * @throws StorageException if there is such a file already, or it cannot be created
     */
    public static LogFile create(Path path, LogDescription description, boolean sparse) {
        FileChannel channel = openNew(path);
        try {
            int termLength = description.shape().termLength();
            setLength(
                    channel,
                    LogLayout.fileLength(termLength, description.shape().filePageSize()));
            if (!sparse && description.shape().filePageSize() == LogLayout.MIN_PAGE_SIZE) {
                allocate(channel);
            }
            LogFile file = new LogFile(path, channel, termLength);
            if (!sparse) {
                file.touchPages();
            }
            LogMetadata.initialise(file.metadata, description);
            return file;
        } catch (IOException | RuntimeException | Error failure) {
            closeAfter(failure, channel);
            deleteAfter(failure, path);
            throw failed("cannot create log ", path, failure);
        }
    }

    /**
     * Maps the file of a log that exists.
     *
     * @throws StorageException if it cannot be mapped, or is not a log
     */
    public static LogFile map(Path path) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.size() < LogLayout.fileLength(LogLayout.MIN_TERM_LENGTH, LogLayout.MIN_PAGE_SIZE)) {
                throw new IOException("file length " + channel.size() + " is less than that of any log");
            }
            return new LogFile(path, channel, 0);
        } catch (IOException | RuntimeException | Error failure) {
            if (channel != null) {
                closeAfter(failure, channel);
            }
            throw failed("cannot map log ", path, failure);
        }
    }

    /**
     * Deletes the file of a log; mappings that exist stay usable.
     *
     * @return whether there is no such file any more
     */
    public static boolean delete(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException failure) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /** The term in a partition, from 0 to 2. */
    public UnsafeBuffer term(int partition) {
        return terms[partition];
    }

    /**
     * The same bytes as {@link #term}, as sockets take them: a new view with a position and a limit of its own. Must not be
     * touched once the log is closed, which it does not notice.
     */
    public ByteBuffer termByteBuffer(int partition) {
        UnsafeBuffer term = terms[partition];
        return term.byteBuffer().slice(term.wrapAdjustment(), termLength);
    }

    public UnsafeBuffer metadata() {
        return metadata;
    }

    /** Length of each of the three terms in bytes. */
    public int termLength() {
        return termLength;
    }

    public long fileLength() {
        return fileLength;
    }

    /** The file itself, for readers that pass ranges of it on. Closed with this object. */
    public FileChannel channel() {
        return channel;
    }

    /** Makes all pages of the terms and the metadata present without changing them; a log in use may be touched. */
    public void touchPages() {
        for (UnsafeBuffer term : terms) {
            touch(term);
        }
        touch(metadata);
    }

    /** Unmaps the log and closes its file. Closing it again does nothing. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (UnsafeBuffer term : terms) {
            term.wrap(0, 0);
        }
        metadata.wrap(0, 0);
        StorageException failure = new StorageException("cannot close log " + path, path, null);
        unmap(failure);
        closeAfter(failure, channel);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private MappedByteBuffer map(long offset, long length) throws IOException {
        MappedByteBuffer mapping = channel.map(READ_WRITE, offset, length);
        mappings.add(mapping);
        return mapping;
    }

    private int checkedTermLength() throws IOException {
        String problem = LogMetadata.problem(metadata, fileLength);
        if (problem != null) {
            throw new IOException(problem);
        }
        return LogMetadata.termLength(metadata);
    }

    private void unmap(Throwable failure) {
        for (MappedByteBuffer mapping : mappings) {
            try {
                IoUtil.unmap(mapping);
            } catch (RuntimeException another) {
                failure.addSuppressed(another);
            }
        }
        mappings.clear();
    }

    private static void touch(UnsafeBuffer buffer) {
        for (int offset = 0, end = buffer.capacity(); offset < end; offset += TOUCH_STRIDE) {
            // Exchanging zero for zero is a write to the system and no change to anybody else.
            buffer.compareAndSetInt(offset, 0, 0);
        }
    }

    private static FileChannel openNew(Path path) {
        try {
            return FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw failed("cannot create log ", path, failure);
        }
    }

    private static void setLength(FileChannel channel, long length) throws IOException {
        IoUtil.unmap(channel.map(READ_WRITE, length - LogLayout.METADATA_LENGTH, LogLayout.METADATA_LENGTH));
    }

    /** Writes one byte to each page, since a write can fail where a store to a mapping would end the process. */
    private static void allocate(FileChannel channel) throws IOException {
        ByteBuffer zero = ByteBuffer.allocate(1);
        for (long offset = 0, end = channel.size(); offset < end; offset += LogLayout.MIN_PAGE_SIZE) {
            zero.clear();
            channel.write(zero, offset);
        }
    }

    private static void closeAfter(Throwable failure, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }

    private static void deleteAfter(Throwable failure, Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }

    private static StorageException failed(String what, Path path, @Nullable Throwable cause) {
        return new StorageException(what + path + ": " + cause, path, cause);
    }
}
