package io.tradebus.core.files;

import io.tradebus.core.JvmAccess;
import io.tradebus.core.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Creates and maps files of less than 2 GiB as a whole. */
final class MappedFile {
    private static final int CHUNK_LENGTH = 1 << 18;

    private MappedFile() {}

    /**
     * Creates a file that must not exist and gives it all its blocks, so that a full file system shows here and not in
     * the middle of a later store. Nothing stays behind when that fails.
     */
    static MappedByteBuffer create(Path file, int length) {
        try (FileChannel channel = openNew(file)) {
            return allocate(file, channel, length);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException(
                    file + " exists already, another driver may just be starting there; choose another directory",
                    file,
                    e);
        } catch (IOException e) {
            throw new StorageException("cannot create " + file + " of " + length + " bytes: " + e, file, e);
        }
    }

    /**
     * Creates a file that must not exist and gives blocks to its first bytes only; the rest is for {@link
     * #allocate(Path, int, int)}. Nothing stays behind when that fails.
     */
    static MappedByteBuffer createSparse(Path file, int length, int allocatedLength) {
        try (FileChannel channel = openNew(file)) {
            try {
                writeZeros(channel, 0, allocatedLength);
                return channel.map(MapMode.READ_WRITE, 0, length);
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException("cannot create " + file + " of " + length + " bytes: " + e, file, e);
        }
    }

    /** Gives blocks to a part of a file that has not been used yet, so that a full file system shows here. */
    static void allocate(Path file, int from, int to) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeZeros(channel, from, to);
        } catch (IOException e) {
            throw new StorageException("cannot allocate " + (to - from) + " bytes of " + file + ": " + e, file, e);
        }
    }

    static MappedByteBuffer map(Path file, MapMode mode) throws IOException {
        StandardOpenOption[] options = mode.equals(MapMode.READ_ONLY)
                ? new StandardOpenOption[] {StandardOpenOption.READ}
                : new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (FileChannel channel = FileChannel.open(file, options)) {
            return channel.map(mode, 0, channel.size());
        }
    }

    /** Maps nothing of a file that is there on each JVM: the code for that, and for the buffer, is made by the first call. */
    static void prepare() {
        try (FileChannel channel =
                FileChannel.open(Path.of(System.getProperty("java.home"), "release"), StandardOpenOption.READ)) {
            MappedByteBuffer nothing = channel.map(MapMode.READ_ONLY, 0, 0);
            if (JvmAccess.isExported()) {
                // Without the export it would fail for ever.
                new UnsafeBuffer(nothing);
            }
        } catch (IOException e) {
            // Then it is made when the first file is mapped.
        }
    }

    static void unmap(MappedByteBuffer buffer) {
        IoUtil.unmap(buffer);
    }

    private static MappedByteBuffer allocate(Path file, FileChannel channel, int length) throws IOException {
        try {
            writeZeros(channel, 0, length);
            return channel.map(MapMode.READ_WRITE, 0, length);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static FileChannel openNew(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void writeZeros(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(to - from, CHUNK_LENGTH));
        for (long position = from; position < to; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - position));
            position += channel.write(zeros, position);
        }
    }
}
