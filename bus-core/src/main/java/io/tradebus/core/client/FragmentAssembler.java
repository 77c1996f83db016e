package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Puts fragmented messages together, for each session of its own, and hands whole messages to another handler.
 *
 * <p>A message of one frame passes through without being copied. Of a message whose beginning was not seen nothing is
 * delivered. For one polling thread; the rules are in docs/shared-memory.md#fragment-assembly-per-session-id.
 */
public final class FragmentAssembler implements FragmentHandler {
    private final FragmentHandler delegate;
    private final Int2ObjectHashMap<MessageBuilder> builderBySession = new Int2ObjectHashMap<>();

    /**
     * @param delegate takes whole messages; its header has position, length and flags of the whole message
     */
    public FragmentAssembler(FragmentHandler delegate) {
        this.delegate = delegate;
    }

    @Override
    public void onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
        int flags = header.flags();
        if ((flags & DataFrame.FLAGS_UNFRAGMENTED) == DataFrame.FLAGS_UNFRAGMENTED) {
            delegate.onFragment(buffer, offset, length, header);
        } else if ((flags & DataFrame.FLAG_BEGIN) != 0) {
            builderOf(header.sessionId()).begin(buffer, offset, length, header);
        } else {
            onContinuation(buffer, offset, length, header, (flags & DataFrame.FLAG_END) != 0);
        }
    }

    /** Gives back the memory kept for a session, for instance when its image is gone. */
    public void forgetSession(int sessionId) {
        builderBySession.remove(sessionId);
    }

    /** Gives back the memory kept for all sessions. */
    public void clear() {
        builderBySession.clear();
    }

    private void onContinuation(DirectBuffer buffer, int offset, int length, FragmentHeader header, boolean isLast) {
        MessageBuilder builder = builderBySession.get(header.sessionId());
        if (builder == null || !builder.isContinuedBy(header)) {
            return;
        }
        builder.append(buffer, offset, length, header);
        if (isLast) {
            int messageLength = builder.length();
            FragmentHeader messageHeader = builder.headerEndingWith(header);
            builder.reset();
            delegate.onFragment(builder.message(), 0, messageLength, messageHeader);
        }
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
