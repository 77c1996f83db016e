package io.tradebus.core.runtime;

import io.tradebus.core.client.ControlledFragmentHandler;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Image;
import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;

/**
 * Reads batches of messages of one session for a {@link BatchHandler}. For the listener's thread.
 *
 * <p>A batch is looked at without moving the position, which is moved once the end of the batch has succeeded. Whatever
 * cannot be read again from there is a batch of its own, committed as it is polled: a message in several fragments, whose
 * first ones may have to give room to the last ones, and after a failed end each message, until the batch is passed.
 */
final class BatchReader implements ControlledFragmentHandler {
    private final BatchHandler handler;
    private final SessionReader session;
    private final Image image;

    private int fragmentLimit;
    private int fragments;
    private int openMessages;
    private long endPosition;
    private long singlesUntil;
    private boolean isAtFragment;
    private boolean hasFailed;

    BatchReader(BatchHandler handler, SessionReader session, Image image) {
        this.handler = handler;
        this.session = session;
        this.image = image;
    }

    /** Whether the next messages are to be delivered one at a time. */
    boolean isInSingles() {
        return image.position() < singlesUntil;
    }

    /** Up to where messages are delivered one at a time, in bytes. */
    long singlesUntil() {
        return singlesUntil;
    }

    /** Whether the last poll found a message in several fragments first, which it does not read. */
    boolean isAtFragment() {
        return isAtFragment;
    }

    /** Delivers one batch and returns the number of messages. */
    int poll(long limitPosition, int limit) {
        fragmentLimit = limit;
        fragments = 0;
        openMessages = 0;
        isAtFragment = false;
        hasFailed = false;
        long peeked = image.controlledPeek(image.position(), this, limitPosition);
        isAtFragment &= fragments == 0;
        if (close() && !hasFailed && peeked > image.position()) {
            image.position(peeked);
        }
        return fragments;
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader fragment) {
        if ((fragment.flags() & DataFrame.FLAGS_UNFRAGMENTED) != DataFrame.FLAGS_UNFRAGMENTED) {
            isAtFragment = true;
            return Action.ABORT;
        }
        Action action = session.onFragment(buffer, offset, length, fragment);
        if (action == Action.ABORT) {
            return action;
        }
        endPosition = fragment.position();
        fragments++;
        return action == Action.CONTINUE && fragments < fragmentLimit ? Action.CONTINUE : Action.BREAK;
    }

    /**
     * A message was handled.
     *
     * @param isInBatch whether it belongs to the batch that is open; if not it is one of its own, which is ended now
     * @throws Exception if its end failed
     */
    void onHandled(boolean isInBatch) throws Exception {
        if (isInBatch) {
            openMessages++;
        } else {
            handler.onBatchEnd();
        }
    }

    /**
     * Ends the batch as far as it has come, and commits it.
     *
     * @return whether it was ended, or was empty; if not, its messages come again one at a time
     */
    boolean close() {
        if (openMessages == 0) {
            return true;
        }
        openMessages = 0;
        try {
            handler.onBatchEnd();
            session.onBatchEnded(endPosition);
            image.position(endPosition);
            return true;
        } catch (Throwable e) {
            hasFailed = true;
            singlesUntil = endPosition;
            session.onBatchFailed(e);
            return false;
        }
    }
}
