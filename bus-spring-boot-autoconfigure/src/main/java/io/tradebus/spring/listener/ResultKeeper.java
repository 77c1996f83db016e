package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;

/**
 * A handler that may keep the result of a message while there is no room for it: the message then comes again only to have
 * its result sent. For the thread of its agent.
 */
interface ResultKeeper extends MessageHandler {
    /** Whether the message at hand was handled before and its result waits. */
    boolean keepsResultOf(BusHeader header);

    /** Whether the result of a message of the session waits, and the batch that it belongs to has not ended. */
    boolean keepsUnfinishedResultOf(BusHeader session);

    /**
     * A batch has ended that the messages belong to whose results wait.
     *
     * @param isFinished false if what was done for them is lost, so that they are to be handled again
     */
    void onBatchEnded(boolean isFinished);
}
