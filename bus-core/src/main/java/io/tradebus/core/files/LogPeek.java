package io.tradebus.core.files;

import io.tradebus.core.format.log.LogLayout;
import io.tradebus.core.format.log.LogMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of a log that others use, without mapping the log and without being able to change it. */
public final class LogPeek {
    private LogPeek() {}

    /**
     * Returns a copy of the metadata as it is now.
     *
     * @return null if there is no such file, it may not be read, or it is not the file of a log
     */
    public static @Nullable UnsafeBuffer metadata(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            long start = LogLayout.metadataOffset(length);
            ByteBuffer bytes = ByteBuffer.allocate(LogLayout.METADATA_LENGTH);
            if (start < 0 || channel.read(bytes, start) != LogLayout.METADATA_LENGTH) {
                return null;
            }
            UnsafeBuffer metadata = new UnsafeBuffer(bytes.array());
            return LogMetadata.problem(metadata, length) == null ? metadata : null;
        } catch (IOException e) {
            return null;
        }
    }
}
