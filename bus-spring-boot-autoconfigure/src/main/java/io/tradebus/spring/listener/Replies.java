package io.tradebus.spring.listener;

import io.tradebus.core.BusException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.convert.EncodingBuffer;
import io.tradebus.spring.core.TraceEnvelope;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The results of one handler on one agent: the one that is being written for the message at hand, and those that wait for
 * room, at most one for each session. For the agent's thread; allocates only when more sessions wait than ever before.
 */
final class Replies {
    private static final int INITIAL_CAPACITY = 512;
    private static final int NOTHING = -1;
    /** What a target answers for whom nobody waits. */
    private static final int UNWANTED = 0;

    private static final BusHeader NOWHERE = new BusHeader();

    private final ReplyTarget target;
    private final BusClaim claim = new BusClaim();
    private final List<ParkedReply> parked = new ArrayList<>();
    private final List<ParkedReply> unused = new ArrayList<>();
    private EncodingBuffer scratch = new EncodingBuffer(INITIAL_CAPACITY);
    private BusHeader request = NOWHERE;
    private int length = NOTHING;
    private boolean areClaimsTooLong;
    private boolean isUnwanted;

    /** A result that waits for room; the message it belongs to comes again and again until there is some. */
    static final class ParkedReply {
        private final UnsafeBuffer trace = new UnsafeBuffer(new byte[TraceEnvelope.LENGTH]);
        private EncodingBuffer bytes = new EncodingBuffer(INITIAL_CAPACITY);
        private int length;
        private BusHeader request = NOWHERE;
        private long number;
        private long position;
        private boolean isFinished;
        private BusAction action = BusAction.CONTINUE;
    }

    Replies(ReplyTarget target) {
        this.target = target;
    }

    String target() {
        return target.name();
    }

    // ---- the message at hand

    /** A message is about to be handled. */
    void begin(BusHeader header) {
        request = header;
        length = NOTHING;
        isUnwanted = false;
    }

    /** Reserves room in the log for a result of known length; null if it has to be written to {@link #scratch()}. */
    @Nullable BusClaim claimed(int replyLength) {
        if (!areClaimsTooLong) {
            try {
                long result = target.tryClaim(request, replyLength, claim);
                isUnwanted = result == UNWANTED;
                return result > 0 ? claim : null;
            } catch (IllegalArgumentException e) {
                // Longer than a fragment: it is offered in several, which an offer does.
                areClaimsTooLong = true;
            }
        }
        return null;
    }

    /** Takes a result whose length is not known yet, or that has no room in the log now. */
    MutableDirectBuffer scratch() {
        return scratch.begin();
    }

    /** As {@link #scratch()}, for an encoder that may leave out bytes, which are zero then. */
    MutableDirectBuffer clearScratch() {
        return scratch.beginCleared();
    }

    /** How many bytes were written to {@link #scratch()}. */
    void written(int scratchLength) {
        length = scratchLength;
        scratch.written(scratchLength);
    }

    /** Forgets what was written for the message at hand. */
    void abandon() {
        claim.close();
        length = NOTHING;
    }

    /** The message was handled: sends its result if there is one, or keeps it and has the message come again. */
    BusAction finish(BusAction action) {
        if (action == BusAction.ABORT) {
            abandon();
            return action;
        } else if (claim.isOpen()) {
            claim.commit();
            return action;
        } else if (length == NOTHING || isUnwanted) {
            return action;
        }
        long result = send();
        if (result >= UNWANTED) {
            return action;
        }
        park(action);
        return aborted(result);
    }

    private long send() {
        long number = request.reservedValue();
        long result = target.offer(request, number, scratch.bytes(), 0, length);
        return isRotating(result) ? target.offer(request, number, scratch.bytes(), 0, length) : result;
    }

    private long send(ParkedReply reply) {
        long result = offerKept(reply);
        return isRotating(result) ? offerKept(reply) : result;
    }

    private long offerKept(ParkedReply reply) {
        return target.offerKept(reply.request, reply.number, reply.trace, reply.bytes.bytes(), 0, reply.length);
    }

    private static boolean isRotating(long result) {
        return result == OfferStatus.ADMIN_ACTION.code();
    }

    /** The message comes again; where that would be in vain it fails, and its result is kept all the same. */
    private BusAction aborted(long result) {
        if (result == OfferStatus.MAX_POSITION_EXCEEDED.code()) {
            throw new BusException("'" + target.name()
                    + "' is full for ever and does not take the result of a message; it needs a new session");
        }
        return BusAction.ABORT;
    }

    private void park(BusAction action) {
        ParkedReply reply = unused.isEmpty() ? new ParkedReply() : unused.remove(unused.size() - 1);
        EncodingBuffer written = scratch;
        scratch = reply.bytes;
        reply.bytes = written;
        reply.length = length;
        reply.request = request;
        reply.number = request.reservedValue();
        reply.position = request.position();
        reply.action = action;
        reply.isFinished = false;
        target.keepTrace(reply.trace);
        parked.add(reply);
    }

    // ---- results that wait

    /** The result of this very message, which was handled before; null if it was not. */
    @Nullable ParkedReply parkedFor(BusHeader header) {
        for (int i = 0; i < parked.size(); i++) {
            ParkedReply reply = parked.get(i);
            if (reply.request != header || header.position() < reply.position) {
                continue;
            } else if (header.position() == reply.position) {
                return reply;
            }
            // Its message was passed over, by an operator or by the listener's strategy for errors.
            release(reply);
            return null;
        }
        return null;
    }

    boolean hasParked() {
        return !parked.isEmpty();
    }

    /** Whether the result of a message of the session waits whose batch has not ended. */
    boolean hasUnfinishedOf(BusHeader session) {
        for (int i = 0; i < parked.size(); i++) {
            ParkedReply reply = parked.get(i);
            if (reply.request == session) {
                return !reply.isFinished;
            }
        }
        return false;
    }

    /** Offers a result that waits; the message is done when it was accepted. */
    BusAction offer(ParkedReply reply) {
        long result = send(reply);
        if (result < UNWANTED) {
            return aborted(result);
        }
        release(reply);
        return reply.action;
    }

    /**
     * The session has ended: sends what waits for it, if there is room by now. The message is done if that was sent; else it
     * is handled again should its log come again in another session.
     *
     * @return position after the message whose result was sent; 0 if no result waited, or nobody waits for it in this
     *     session; the negative code of an {@link OfferStatus} if it found no room
     */
    long onSessionEnded(BusHeader header) {
        for (int i = 0; i < parked.size(); i++) {
            ParkedReply reply = parked.get(i);
            if (reply.request == header) {
                try {
                    long result = send(reply);
                    return result > UNWANTED ? reply.position : result;
                } finally {
                    release(reply);
                }
            }
        }
        return 0;
    }

    /**
     * A batch has ended, to which the messages belong whose results wait.
     *
     * @param isFinished false if they are handled again, so that their results are forgotten
     */
    void onBatchEnded(boolean isFinished) {
        for (int i = parked.size() - 1; i >= 0; i--) {
            ParkedReply reply = parked.get(i);
            if (isFinished) {
                reply.isFinished = true;
            } else if (!reply.isFinished) {
                release(reply);
            }
        }
    }

    private void release(ParkedReply reply) {
        parked.remove(reply);
        reply.request = NOWHERE;
        unused.add(reply);
    }
}
