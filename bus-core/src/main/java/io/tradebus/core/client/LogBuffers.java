package io.tradebus.core.client;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.LogLayout;
import java.nio.channels.FileChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one log as a publication or an image uses it.
 *
 * @param terms one buffer for each partition
 * @param metadata the last 4096 bytes of the log
 * @param channel the file, for raw polls; null for a log that has none
 */
record LogBuffers(
        UnsafeBuffer[] terms,
        UnsafeBuffer metadata,
        @Nullable FileChannel channel) {
    static LogBuffers of(LogFile file) {
        UnsafeBuffer[] terms = new UnsafeBuffer[LogLayout.PARTITION_COUNT];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = file.term(i);
        }
        return new LogBuffers(terms, file.metadata(), file.channel());
    }
}
