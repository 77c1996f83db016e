package io.tradebus.core.client.request;

import org.agrona.DirectBuffer;

/**
 * Waits for the end of one request: exactly one of both methods is called, exactly once. Called by the thread that polls
 * the {@link Requester}, or the one that closes it, while it holds the requester: must not wait.
 */
public interface ReplyHandler {
    /**
     * The reply has come.
     *
     * @param buffer the log itself or a reassembled copy; valid only during the call, and not to be written to
     * @param offset where in {@code buffer} the reply begins
     * @param length of the reply in bytes
     */
    void onReply(DirectBuffer buffer, int offset, int length);

    /** No reply has come, and none will be given to this handler. */
    void onEnd(RequestEnd end);
}
