package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import org.agrona.DirectBuffer;

/** Keeps messages from a handler. Runs on the agent's thread, which is the only writer of the counts. */
final class FilteringHandler implements MessageHandler {
    private final BusFilter filter;
    private final MessageHandler handler;
    private final FilteredCounts counts;

    FilteringHandler(BusFilter filter, MessageHandler handler, FilteredCounts counts) {
        this.filter = filter;
        this.handler = handler;
        this.counts = counts;
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        if (filter.accepts(buffer, offset, length, header)) {
            return handler.onMessage(buffer, offset, length, header);
        }
        counts.increment(header.stream());
        return BusAction.CONTINUE;
    }

    @Override
    public void onSessionEnded(BusHeader header) {
        handler.onSessionEnded(header);
    }
}
