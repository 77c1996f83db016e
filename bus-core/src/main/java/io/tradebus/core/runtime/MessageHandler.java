package io.tradebus.core.runtime;

import org.agrona.DirectBuffer;

/** Receives the messages of a listener, on the listener's thread, one at a time. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Handles one message.
     *
     * @param buffer the log itself or a reassembled copy; valid only during the call, and not to be written to
     * @param offset where in {@code buffer} the message begins
     * @param length of the message in bytes
     * @param header where the message comes from; valid only during the call
     * @return what to do next
     * @throws Exception if the message could not be handled: its position does not move, and the listener's
     *     {@link FailureHandler} decides
     */
    BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception;

    /**
     * A publisher's session has ended for the listener, and no message of it comes any more, not even one that was aborted
     * or has failed. On the same thread.
     *
     * <p>Its log may come again in another session: the listener was detached and is attached again, or a driver that lives
     * has given the client up and takes it in again. Then messages come again that are not done.
     *
     * @param header the one object that came with all messages of the session, as the last of them left it
     * @return position in bytes up to which messages are done, if the one that was aborted is done by now; 0 else
     */
    default long onSessionEnded(BusHeader header) {
        return 0;
    }
}
