package io.tradebus.spring.core;

import io.tradebus.core.runtime.BatchHandler;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import org.agrona.DirectBuffer;

/** A handler whose messages go through something else first, while the ends of batches and sessions stay its own. */
public class DecoratedHandler implements MessageHandler {
    private final MessageHandler messages;
    private final MessageHandler handler;

    private DecoratedHandler(MessageHandler messages, MessageHandler handler) {
        this.messages = messages;
        this.handler = handler;
    }

    /**
     * Puts something before a handler; one of batches stays one.
     *
     * @param messages takes the messages, and passes them on to {@code handler}
     */
    public static MessageHandler of(MessageHandler messages, MessageHandler handler) {
        if (messages.equals(handler)) {
            return handler;
        }
        return handler instanceof BatchHandler batches
                ? new OfBatches(messages, batches)
                : new DecoratedHandler(messages, handler);
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        return messages.onMessage(buffer, offset, length, header);
    }

    @Override
    public long onSessionEnded(BusHeader header) {
        return handler.onSessionEnded(header);
    }

    private static final class OfBatches extends DecoratedHandler implements BatchHandler {
        private final BatchHandler batches;

        private OfBatches(MessageHandler messages, BatchHandler batches) {
            super(messages, batches);
            this.batches = batches;
        }

        @Override
        public void onBatchEnd() throws Exception {
            batches.onBatchEnd();
        }
    }
}
