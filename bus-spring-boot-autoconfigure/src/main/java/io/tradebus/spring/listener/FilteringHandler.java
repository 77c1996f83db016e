package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BatchHandler;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import org.agrona.DirectBuffer;

/** Keeps messages from a handler. Runs on the agent's thread; the counts are those of the listener. */
class FilteringHandler implements MessageHandler {
    private final BusFilter filter;
    private final MessageHandler handler;
    private final FilteredCounts counts;

    private FilteringHandler(BusFilter filter, MessageHandler handler, FilteredCounts counts) {
        this.filter = filter;
        this.handler = handler;
        this.counts = counts;
    }

    /** A filter before a handler of batches keeps the batches. */
    static FilteringHandler of(BusFilter filter, MessageHandler handler, FilteredCounts counts) {
        return handler instanceof BatchHandler batches
                ? new OfBatches(filter, batches, counts)
                : new FilteringHandler(filter, handler, counts);
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
    public long onSessionEnded(BusHeader header) {
        return handler.onSessionEnded(header);
    }

    /** A batch of which everything was kept back is ended like any other. */
    private static final class OfBatches extends FilteringHandler implements BatchHandler {
        private final BatchHandler batches;

        private OfBatches(BusFilter filter, BatchHandler handler, FilteredCounts counts) {
            super(filter, handler, counts);
            this.batches = handler;
        }

        @Override
        public void onBatchEnd() throws Exception {
            batches.onBatchEnd();
        }
    }
}
