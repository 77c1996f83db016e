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
     * Handles messages one by one until one is answered by something else than {@link BusAction#CONTINUE}, or there is none
     * any more. Most messages come so; one that has failed, belongs to a batch or came in several fragments comes by {@link
     * #onMessage} alone.
     *
     * <p>There is no need to write this method. A class of which only one listener has an object may repeat these lines: then
     * the JVM compiles the loop together with the handler, and a message costs no call.
     *
     * @param run stands at the first message; valid only during the call
     * @return what was answered to the message at which {@code run} stands, or {@code CONTINUE} after the last one
     * @throws Exception if the message at which {@code run} stands could not be handled
     */
    default BusAction onMessages(MessageRun run) throws Exception {
        BusAction answer;
        do {
            answer = onMessage(run.buffer(), run.offset(), run.length(), run.header());
        } while (answer == BusAction.CONTINUE && run.next());
        return answer;
    }

    /**
     * A publisher's session has ended for the listener, and no message of it comes any more, not even one that was aborted
     * or has failed. On the same thread.
     *
     * <p>Its log may come again in another session: the listener was detached and is attached again, or a driver that lives
     * has given the client up and takes it in again. Then messages come again that are not done.
     *
     * @param header the one object that came with all messages of the session, as the last of them left it
     * @return position in bytes up to which messages are done, if the one that was aborted is done by now: that of a header,
     *     a multiple of 32, of which no more counts than the last one had; 0 else
     */
    default long onSessionEnded(BusHeader header) {
        return 0;
    }
}
