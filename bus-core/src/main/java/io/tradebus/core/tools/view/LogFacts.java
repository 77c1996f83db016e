package io.tradebus.core.tools.view;

import io.tradebus.core.files.LogPeek;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of a log says of its stream.
 *
 * @param termLength bytes, as all lengths
 * @param publicationWindow how far a publisher may be ahead; 0 for an image
 * @param receiverWindow how far a sender may be ahead; 0 for a publication
 * @param isConnected whether somebody consumes a publication; says nothing for an image
 * @param isEnded whether the end of the stream is known
 */
public record LogFacts(
        boolean isExclusive,
        int termLength,
        int mtuLength,
        int publicationWindow,
        int receiverWindow,
        boolean isConnected,
        boolean isEnded,
        boolean isRevoked) {
    /** Null if the log cannot be read, or is gone. */
    static @Nullable LogFacts read(Path log) {
        UnsafeBuffer metadata = LogPeek.metadata(log);
        return metadata == null
                ? null
                : new LogFacts(
                        isExclusive(metadata),
                        LogMetadata.termLength(metadata),
                        LogMetadata.mtuLength(metadata),
                        LogMetadata.publicationWindowLength(metadata),
                        LogMetadata.receiverWindowLength(metadata),
                        LogMetadata.isConnectedAcquire(metadata),
                        LogMetadata.endOfStreamPositionAcquire(metadata) != LogMetadata.NOT_ENDED,
                        LogMetadata.isRevoked(metadata));
    }

    private static boolean isExclusive(UnsafeBuffer metadata) {
        try {
            return LogMetadata.kind(metadata) == LogKind.EXCLUSIVE_PUBLICATION;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
