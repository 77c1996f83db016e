package io.tradebus.core.client;

import org.agrona.DirectBuffer;

/** Takes several frames at once, headers included, on the thread that polls. */
@FunctionalInterface
public interface BlockHandler {
    /**
     * Called for a run of whole frames, or for one padding frame alone.
     *
     * @param buffer the term; only valid during the call
     * @param offset where the first frame begins in {@code buffer}, in bytes
     * @param length bytes of all frames, each aligned
     * @param sessionId of the first frame
     * @param termId of the first frame
     */
    void onBlock(DirectBuffer buffer, int offset, int length, int sessionId, int termId);
}
