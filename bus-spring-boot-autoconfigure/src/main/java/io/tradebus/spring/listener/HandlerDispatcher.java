package io.tradebus.spring.listener;

import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.SbeHeader;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands each message to one of several handlers: by schema and template if it is in SBE and there is a handler for that,
 * else to the one for everything else. Belongs to the thread of one agent. Allocates nothing.
 */
final class HandlerDispatcher implements ResultKeeper {
    private final Int2ObjectHashMap<MessageHandler> byTemplate;
    private final @Nullable SbeHeader header;
    private final @Nullable MessageHandler otherwise;
    private final String cases;
    private final ResultKeeper[] keepers;

    /**
     * @param header reads what the handlers are chosen by; null if none is
     * @param otherwise takes what no other does; null if that is an error
     * @param cases the handlers in words
     */
    HandlerDispatcher(
            Int2ObjectHashMap<MessageHandler> byTemplate,
            @Nullable SbeHeader header,
            @Nullable MessageHandler otherwise,
            String cases) {
        this.byTemplate = byTemplate;
        this.header = header;
        this.otherwise = otherwise;
        this.cases = cases;
        this.keepers = Stream.concat(byTemplate.values().stream(), Stream.ofNullable(otherwise))
                .filter(ResultKeeper.class::isInstance)
                .toArray(ResultKeeper[]::new);
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader from) throws Exception {
        MessageHandler handler = find(buffer, offset, length);
        if (handler == null) {
            throw unmatched(length);
        }
        return handler.onMessage(buffer, offset, length, from);
    }

    @Override
    public void onSessionEnded(BusHeader from) {
        byTemplate.forEachInt((key, handler) -> handler.onSessionEnded(from));
        if (otherwise != null) {
            otherwise.onSessionEnded(from);
        }
    }

    @Override
    public boolean keepsResultOf(BusHeader from) {
        for (ResultKeeper keeper : keepers) {
            if (keeper.keepsResultOf(from)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onBatchEnded(boolean isFinished) {
        for (ResultKeeper keeper : keepers) {
            keeper.onBatchEnded(isFinished);
        }
    }

    private @Nullable MessageHandler find(DirectBuffer buffer, int offset, int length) throws Exception {
        SbeHeader sbe = header;
        if (sbe == null || length < sbe.length()) {
            return otherwise;
        }
        try {
            sbe.wrap(buffer, offset);
            MessageHandler handler = byTemplate.get(SbeHeader.keyOf(sbe.schemaId(), sbe.templateId()));
            return handler == null ? otherwise : handler;
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    private ConversionException unmatched(int length) throws Exception {
        SbeHeader sbe = header;
        String what = "";
        if (sbe != null && length >= sbe.length()) {
            try {
                what = " of schema " + sbe.schemaId() + " template " + sbe.templateId();
            } catch (Throwable e) {
                what = " whose header cannot be read";
            }
        }
        return new ConversionException("no @BusHandler takes a message of " + length + " bytes" + what + "; there are "
                + cases + ". Add one for it, or one with isDefault = true");
    }
}
