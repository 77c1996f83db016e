package io.tradebus.core.client.response;

/**
 * Is told what becomes of a {@link RequestChannel}. Called by the thread that polls it, between responses; may offer, and
 * must not close.
 */
public interface RequestListener {
    /**
     * A responder answers from now on.
     *
     * @param requestSessionId the session in which requests go
     * @param responseSessionId the session in which responses come
     */
    default void onResponder(int requestSessionId, int responseSessionId) {}

    /**
     * The responder does not answer any more; the channel looks for another one by itself, unless it is closed with its
     * client.
     */
    default void onResponderLost(ResponderLoss loss) {}

    /** The driver refused to open the channels; they are asked for again. */
    default void onRefused(RuntimeException reason) {}
}
