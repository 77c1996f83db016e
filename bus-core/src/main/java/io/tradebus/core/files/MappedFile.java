package io.tradebus.core.files;

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

/** Creates and maps files of less than 2 GiB as a whole. */
final class MappedFile {
    private static final int CHUNK_LENGTH = 1 << 20;

    private MappedFile() {}

    /**
     * Creates a file that must not exist and gives it all its blocks, so that a full file system shows here and not in
     * the middle of a later store. Nothing stays behind when that fails.
     */
    static MappedByteBuffer create(Path file, int length) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
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

    static MappedByteBuffer map(Path file, MapMode mode) throws IOException {
        StandardOpenOption[] options = mode.equals(MapMode.READ_ONLY)
                ? new StandardOpenOption[] {StandardOpenOption.READ}
                : new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (FileChannel channel = FileChannel.open(file, options)) {
            return channel.map(mode, 0, channel.size());
        }
    }

    static void unmap(MappedByteBuffer buffer) {
        IoUtil.unmap(buffer);
    }

    private static MappedByteBuffer allocate(Path file, FileChannel channel, int length) throws IOException {
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(length, CHUNK_LENGTH));
            for (long position = 0; position < length; ) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), length - position));
                position += channel.write(zeros, position);
            }
            return channel.map(MapMode.READ_WRITE, 0, length);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
