package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BatchHandler;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.event.RateLimitedWarning;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.UndeclaredThrowableException;
import org.agrona.DirectBuffer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Adds the method that finishes batches to a handler. Belongs to the thread of one agent. */
final class BatchEndingHandler implements BatchHandler, ResultKeeper {
    private static final Log LOG = LogFactory.getLog("bus.listener");

    private final MessageHandler handler;
    private final @Nullable ResultKeeper keeper;
    private final MethodHandle end;
    private final String listener;
    private final RateLimitedWarning failures = new RateLimitedWarning(LOG);
    private int messages;

    /** @param end takes and returns nothing */
    BatchEndingHandler(MessageHandler handler, MethodHandle end, String listener) {
        this.handler = handler;
        this.keeper = handler instanceof ResultKeeper results ? results : null;
        this.end = end;
        this.listener = listener;
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        BusAction action = handler.onMessage(buffer, offset, length, header);
        if (action != BusAction.ABORT) {
            messages++;
        }
        return action;
    }

    @Override
    public void onBatchEnd() throws Exception {
        int finished = messages;
        messages = 0;
        boolean isFinished = false;
        try {
            end.invokeExact();
            isFinished = true;
        } catch (Exception | Error e) {
            if (finished > 1) {
                failures.warn(() -> listener + ": the end of a batch of " + finished
                        + " messages failed, they are delivered again one at a time: " + e);
            }
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        } finally {
            onBatchEnded(isFinished);
        }
    }

    @Override
    public boolean keepsResultOf(BusHeader header) {
        return keeper != null && keeper.keepsResultOf(header);
    }

    @Override
    public void onBatchEnded(boolean isFinished) {
        if (keeper != null) {
            keeper.onBatchEnded(isFinished);
        }
    }

    @Override
    public long onSessionEnded(BusHeader header) {
        return handler.onSessionEnded(header);
    }
}
