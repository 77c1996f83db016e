package io.tradebus.core.client;

import org.agrona.DirectBuffer;

/** Takes the fragments of a stream, in order, on the thread that polls. */
@FunctionalInterface
public interface FragmentHandler {
    /**
     * Called for one fragment, which is a whole message when the message fits one frame.
     *
     * <p>Buffer and header are only valid during the call: both are reused for the next fragment. What is thrown goes to
     * {@link ClientListener#onError}; the fragment counts as consumed.
     *
     * @param offset where the payload begins in {@code buffer}, in bytes
     * @param length payload in bytes
     */
    void onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader header);
}
