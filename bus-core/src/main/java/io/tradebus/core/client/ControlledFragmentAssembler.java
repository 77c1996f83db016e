package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Puts fragmented messages together, for each session of its own, and hands whole messages to a handler that controls
 * the poll.
 *
 * <p>When the handler aborts a message, its last fragment is delivered again at the next poll and completes the message
 * once more. For one polling thread; the rules are in docs/shared-memory.md#fragment-assembly-per-session-id.
 */
public final class ControlledFragmentAssembler implements ControlledFragmentHandler {
    private final ControlledFragmentHandler delegate;
    private final Int2ObjectHashMap<MessageBuilder> builderBySession = new Int2ObjectHashMap<>();
    private long incompleteMessages;

    /**
     * @param delegate takes whole messages; its header has position, length and flags of the whole message
     */
    public ControlledFragmentAssembler(ControlledFragmentHandler delegate) {
        this.delegate = delegate;
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
        int flags = header.flags();
        if ((flags & DataFrame.FLAGS_UNFRAGMENTED) == DataFrame.FLAGS_UNFRAGMENTED) {
            return delegate.onFragment(buffer, offset, length, header);
        }
        if ((flags & DataFrame.FLAG_BEGIN) != 0) {
            builderOf(header.sessionId()).begin(buffer, offset, length, header);
            return Action.CONTINUE;
        }
        return onContinuation(buffer, offset, length, header, (flags & DataFrame.FLAG_END) != 0);
    }

    /** Gives back the memory kept for a session, for instance when its image is gone. */
    public void forgetSession(int sessionId) {
        builderBySession.remove(sessionId);
    }

    /** Gives back the memory kept for all sessions. */
    public void clear() {
        builderBySession.clear();
    }

    /**
     * Messages of which the end has come but not all that belongs before it, so that they were dropped: reading began in the
     * middle of them, or a part was lost.
     */
    public long incompleteMessages() {
        return incompleteMessages;
    }

    private Action onContinuation(DirectBuffer buffer, int offset, int length, FragmentHeader header, boolean isLast) {
        MessageBuilder builder = builderBySession.get(header.sessionId());
        if (builder == null || !builder.isContinuedBy(header)) {
            incompleteMessages += isLast ? 1 : 0;
            return Action.CONTINUE;
        }
        builder.append(buffer, offset, length, header);
        return isLast ? deliver(builder, length, header) : Action.CONTINUE;
    }

    private Action deliver(MessageBuilder builder, int lastLength, FragmentHeader last) {
        int messageLength = builder.length();
        Action action = delegate.onFragment(builder.message(), 0, messageLength, builder.headerEndingWith(last));
        if (action == Action.ABORT) {
            builder.takeBack(lastLength, last);
        } else {
            builder.reset();
        }
        return action;
    }

    private MessageBuilder builderOf(int sessionId) {
        MessageBuilder builder = builderBySession.get(sessionId);
        if (builder == null) {
            builder = new MessageBuilder();
            builderBySession.put(sessionId, builder);
        }
        return builder;
    }
}
