package io.tradebus.core.runtime;

/**
 * A handler that finishes its messages together: what it did for them counts once {@link #onBatchEnd} has returned.
 *
 * <p>A poll of a session delivers a batch of messages and commits their positions after its end. If the end fails, none of
 * them is committed, and they are delivered again, one at a time with an end for each, so that the {@link FailureHandler}
 * decides about exactly the message that fails. A message that came in several fragments is a batch of its own, and so is
 * one for which the handler asks to commit.
 */
public interface BatchHandler extends MessageHandler {
    /**
     * All messages since the last call were handled. On the listener's thread.
     *
     * @throws Exception if they are not finished
     */
    void onBatchEnd() throws Exception;
}
