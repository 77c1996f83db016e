package io.tradebus.core.runtime;

import io.tradebus.core.client.ControlledFragmentAssembler;
import io.tradebus.core.client.ControlledFragmentHandler;
import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Image;
import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole messages of one image, and moves its position from the end of one message to the end of another. For the
 * listener's thread, except where said.
 *
 * <p>Messages in one fragment take the short way: the handler's loop over a {@link MessageRun}. From a message in several
 * fragments on, a poll looks at what is there without moving the position, which stays before the message until all of it
 * was handled: whoever reads the log next, after this listener was stopped in the middle of the message, finds its beginning. A message that comes over
 * the network may need the room of its own beginning. So there a beginning is held for no longer than
 * {@link #RECEIVED_HOLD_NS} after the last fragment came, and for no more than half of the receiver's window; then the
 * position goes with the fragments to the end of that message, and its beginning is here alone. Where the log is the
 * publisher's own, room is no matter, and a publisher writes a message at once. But one that dies in the middle of it leaves a
 * gap that the driver closes only where all readers stand before it, so there the rest is waited for as well, for
 * {@link #LOCAL_HOLD_NS}. A message that ends without its beginning is told to the session.
 */
final class MessageReader implements ControlledFragmentHandler {
    /** Nanoseconds for which the rest of a message from the network is waited for before its beginning gives room to it. */
    private static final long RECEIVED_HOLD_NS = 10_000_000;

    /** Nanoseconds for which a publisher on this host is waited for; far below the timeout after which a gap is closed. */
    private static final long LOCAL_HOLD_NS = 1_000_000_000;

    private final SessionReader session;
    private final Image image;
    private final MessageHandler handler;
    private final BusHeader header;
    private final MessageRun run;
    private final long holdNs;
    private final int termMask;
    private final int holdLimit;
    private final ControlledFragmentAssembler assembler;

    private boolean isInMessage;
    private boolean isLetGo;
    private boolean isAborted;
    private int fragmentsLeft;
    private long readPosition;
    private long readNs;
    private long incompleteMessages;
    private volatile long heldPosition;

    /**
     * @param handler takes the messages, unless one of them is special to the session
     * @param header describes each
     */
    MessageReader(
            SessionReader session, Image image, MessageHandler handler, BusHeader header, StreamCounters counters) {
        this.session = session;
        this.image = image;
        this.handler = handler;
        this.header = header;
        this.run = new MessageRun(image, header, counters);
        this.termMask = image.termBufferLength() - 1;
        boolean isLocal = image.isLocal();
        this.holdNs = isLocal ? LOCAL_HOLD_NS : RECEIVED_HOLD_NS;
        this.holdLimit = isLocal ? Integer.MAX_VALUE : image.windowLength() / 2;
        this.assembler = new ControlledFragmentAssembler(session);
    }

    /** Delivers messages that begin before {@code limit}, and returns the number of fragments it has read. */
    int poll(long limit, int fragmentLimit) {
        if (isInMessage) {
            return peek(readPosition, limit, fragmentLimit);
        } else if (fragmentLimit <= 0) {
            return 0;
        }
        try {
            if (run.begin(limit, fragmentLimit)) {
                if (session.isSpecial()) {
                    deliverSpecial();
                } else {
                    deliver();
                }
            }
        } finally {
            header.endFrames();
            session.onHandled(run.position());
            run.commit();
        }
        int delivered = run.delivered();
        return run.isAtFragment() ? delivered + peek(image.position(), limit, fragmentLimit - delivered) : delivered;
    }

    /** Nearly all messages go through the handler's own loop; whatever is rare is a call to the session. */
    private void deliver() {
        boolean goesOn = true;
        while (goesOn) {
            Action next;
            try {
                BusAction answer = handler.onMessages(run);
                if (answer == BusAction.CONTINUE) {
                    // A loop of its own may end before the messages do.
                    goesOn = run.isAtMessage() && run.next();
                    continue;
                }
                requireMessage(answer);
                next = session.onAnswer(answer, run.length());
            } catch (Throwable thrown) {
                if (!run.isAtMessage()) {
                    throw new IllegalStateException(
                            "a handler with a loop of its own has failed behind its last message", thrown);
                }
                next = session.onFailure(thrown, run.buffer(), run.offset(), run.length());
            }
            goesOn = goesOn(next);
        }
    }

    private void requireMessage(@Nullable BusAction answer) {
        if (!run.isAtMessage()) {
            throw new IllegalStateException("it answered " + answer + ", which must be CONTINUE there");
        }
    }

    /** As {@link #deliver}, but the session looks at each message. */
    private void deliverSpecial() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = goesOn(session.onMessage(run.buffer(), run.offset(), run.length()));
        }
    }

    private boolean goesOn(Action action) {
        if (action == Action.ABORT) {
            return false;
        }
        boolean isAtNext = run.pass();
        if (action == Action.COMMIT) {
            run.commit();
        }
        return isAtNext && action != Action.BREAK;
    }

    private int peek(long from, long limit, int fragmentLimit) {
        fragmentsLeft = fragmentLimit;
        isAborted = false;
        long whole = image.controlledPeek(from, this, limit);
        int read = fragmentLimit - fragmentsLeft;
        if (whole > from) {
            advance(whole);
            // Padding in the place of its end: its publisher has given the message up.
            isInMessage &= whole <= readPosition;
            isLetGo &= isInMessage;
        }
        // What is aborted is there as a whole, and needs no room.
        if (isInMessage && !isAborted) {
            holdOrLetGo(read > 0, limit);
        }
        heldPosition = isInMessage ? readPosition : 0;
        tellIncomplete();
        return read;
    }

    /** Takes a fragment that is peeked at. */
    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader fragment) {
        Action action = assembler.onFragment(buffer, offset, length, fragment);
        if (action == Action.ABORT) {
            isAborted = true;
            return action;
        }
        readPosition = fragment.position();
        isInMessage = (fragment.flags() & DataFrame.FLAG_END) == 0;
        isLetGo &= isInMessage;
        if (action == Action.COMMIT) {
            advance(readPosition);
        }
        fragmentsLeft--;
        return action == Action.BREAK || fragmentsLeft == 0 ? Action.BREAK : Action.CONTINUE;
    }

    private void holdOrLetGo(boolean hasRead, long limit) {
        long heldLength = readPosition - image.position();
        // No message goes beyond its term: what seems to is damaged.
        boolean isAtEndOfTerm = (readPosition & termMask) == 0;
        if (isAtEndOfTerm || isLetGo || heldLength > holdLimit || isOverdue(hasRead) && readPosition < limit) {
            isLetGo = true;
            advance(readPosition);
        }
    }

    private boolean isOverdue(boolean hasRead) {
        long nowNs = session.nowNs();
        if (hasRead) {
            readNs = nowNs;
        }
        return nowNs - readNs >= holdNs;
    }

    private void tellIncomplete() {
        long before = incompleteMessages;
        incompleteMessages = assembler.incompleteMessages();
        if (incompleteMessages > before) {
            session.onIncomplete(incompleteMessages - before);
        }
    }

    /** Moves the position, which goes no further than to the end of a term at a time. */
    void advance(long position) {
        long from = image.position();
        while (from < position && !image.isClosed()) {
            from = Math.min(position, (from | termMask) + 1);
            image.position(from);
        }
    }

    /** Whether it has read the beginning of a message, and not its end. */
    boolean isInMessage() {
        return isInMessage;
    }

    /** Whether the position has gone on without the message it stands in. */
    boolean isLetGo() {
        return isLetGo;
    }

    /** For any thread: how far it has read, in bytes: beyond the image's position while it holds a beginning. */
    long readPosition() {
        return Math.max(heldPosition, image.position());
    }
}
