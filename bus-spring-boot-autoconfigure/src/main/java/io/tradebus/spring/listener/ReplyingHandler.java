package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import org.agrona.DirectBuffer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls a handler and sends its result. A message whose result has no room yet is aborted, so that it comes again; it is
 * then not handled again, but its result is offered again. Belongs to the thread of one agent.
 */
final class ReplyingHandler implements ResultKeeper {
    private static final Log LOG = LogFactory.getLog("bus.listener");

    private final MessageHandler handler;
    private final Replies replies;
    private final @Nullable SbeReply<?> sbe;

    /** @param sbe the parameter through which the handler writes its result; null if it returns it */
    ReplyingHandler(MessageHandler handler, Replies replies, @Nullable SbeReply<?> sbe) {
        this.handler = handler;
        this.replies = replies;
        this.sbe = sbe;
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        if (replies.hasParked()) {
            Replies.ParkedReply waiting = replies.parkedFor(header);
            if (waiting != null) {
                return replies.offer(waiting);
            }
        }
        return handle(buffer, offset, length, header);
    }

    @Override
    public boolean keepsResultOf(BusHeader header) {
        return replies.hasParked() && replies.parkedFor(header) != null;
    }

    @Override
    public void onBatchEnded(boolean isFinished) {
        replies.onBatchEnded(isFinished);
    }

    private BusAction handle(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        SbeReply<?> reply = sbe;
        replies.begin(header);
        if (reply != null) {
            reply.reset();
        }
        try {
            BusAction action = handler.onMessage(buffer, offset, length, header);
            if (reply != null) {
                reply.end();
            }
            return replies.finish(action);
        } catch (Throwable e) {
            replies.abandon();
            throw e;
        }
    }

    @Override
    public long onSessionEnded(BusHeader header) {
        long donePosition = replies.onSessionEnded(header);
        if (donePosition < 0) {
            LOG.warn("session " + header.sessionId() + " of " + header.stream() + " ended while the result of a message"
                    + " waited for room in '" + replies.target() + "', and there is none yet: the result is lost,"
                    + " unless the message comes again in another session and is handled again");
        }
        return Math.max(0, donePosition);
    }
}
