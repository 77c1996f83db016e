package io.tradebus.core.client;

import java.nio.channels.FileChannel;
import org.agrona.DirectBuffer;

/** Takes several frames at once together with the file they lie in, so that the kernel can copy them. */
@FunctionalInterface
public interface RawBlockHandler {
    /**
     * Called for a run of whole frames, or for one padding frame alone.
     *
     * @param channel the log's file; its own position is not used and must not be relied on
     * @param fileOffset where the first frame begins in the file, in bytes
     * @param buffer the term; only valid during the call
     * @param offset where the first frame begins in {@code buffer}, in bytes
     * @param length bytes of all frames, each aligned
     * @param sessionId of the first frame
     * @param termId of the first frame
     */
    void onBlock(
            FileChannel channel,
            long fileOffset,
            DirectBuffer buffer,
            int offset,
            int length,
            int sessionId,
            int termId);
}
