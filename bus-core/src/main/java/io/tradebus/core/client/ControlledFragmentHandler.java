package io.tradebus.core.client;

import org.agrona.DirectBuffer;

/** Takes the fragments of a stream and decides after each how the poll goes on. */
@FunctionalInterface
public interface ControlledFragmentHandler {
    /** How a controlled poll goes on after a fragment. */
    enum Action {
        /** Stop, and deliver this fragment again at the next poll. */
        ABORT,
        /** Stop; this fragment is consumed. */
        BREAK,
        /** Store the position after this fragment now, so that the publisher sees it, and go on. */
        COMMIT,
        /** Go on; the position is stored when the poll ends. */
        CONTINUE
    }

    /**
     * Called for one fragment. Buffer and header are only valid during the call.
     *
     * @param offset where the payload begins in {@code buffer}, in bytes
     * @param length payload in bytes
     */
    Action onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader header);
}
