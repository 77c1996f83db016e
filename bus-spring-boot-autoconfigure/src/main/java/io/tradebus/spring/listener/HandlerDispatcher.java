package io.tradebus.spring.listener;

import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.SbeHeader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each message to one of several handlers: by schema and template if it is in SBE and there is a handler for that,
 * else to the one for everything else. Belongs to the thread of one agent. Allocates nothing.
 *
 * @param header reads what the handlers are chosen by; null if none is
 * @param indexes of the handlers by schema and template
 * @param cases the handlers in words
 */
record HandlerDispatcher(@Nullable SbeHeader header, TemplateIndexes indexes, String cases) {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType INDEX = MethodType.methodType(int.class, DirectBuffer.class, int.class, int.class);
    private static final MethodType UNMATCHED = INDEX.changeReturnType(BusAction.class);

    /**
     * Makes the handler that dispatches.
     *
     * @param handlers by their indexes
     * @param otherwise takes what no other does; null if that is an error
     */
    MessageHandler handler(List<MessageHandler> handlers, @Nullable MessageHandler otherwise) {
        List<MessageHandler> all = new ArrayList<>(handlers);
        MethodHandle[] targets =
                handlers.stream().map(HandlerDispatcher::target).toArray(MethodHandle[]::new);
        MethodHandle rest;
        if (otherwise == null) {
            rest = MethodHandles.dropArguments(bound(this, "fail", UNMATCHED), 3, BusHeader.class);
        } else {
            rest = bound(otherwise, "onMessage");
            all.add(otherwise);
        }
        if (targets.length == 0) {
            return MessageInvoker.of(rest, all);
        }
        MethodHandle index = MethodHandles.dropArguments(bound(this, "index", INDEX), 3, BusHeader.class);
        MethodHandle table = MethodHandles.tableSwitch(MethodHandles.dropArguments(rest, 0, int.class), targets);
        return MessageInvoker.of(MethodHandles.foldArguments(table, index), List.copyOf(all));
    }

    private static MethodHandle target(MessageHandler handler) {
        return MethodHandles.dropArguments(bound(handler, "onMessage"), 0, int.class);
    }

    private static MethodHandle bound(Object receiver, String name) {
        return bound(receiver, name, MessageInvoker.MESSAGE_TYPE);
    }

    private static MethodHandle bound(Object receiver, String name, MethodType type) {
        try {
            return LOOKUP.bind(receiver, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private int index(DirectBuffer buffer, int offset, int length) throws Throwable {
        SbeHeader sbe = header;
        if (sbe == null || length < sbe.length()) {
            return TemplateIndexes.NONE;
        }
        if (sbe.isStandard()) {
            long fields = SbeHeader.fields(buffer, offset);
            return indexes.indexOf(SbeHeader.schemaId(fields), SbeHeader.templateId(fields));
        }
        sbe.wrap(buffer, offset);
        return indexes.indexOf(sbe.schemaId(), sbe.templateId());
    }

    private BusAction fail(DirectBuffer buffer, int offset, int length) throws Throwable {
        SbeHeader sbe = header;
        String what = "";
        if (sbe != null && length >= sbe.length()) {
            sbe.wrap(buffer, offset);
            what = " of schema " + sbe.schemaId() + " template " + sbe.templateId();
        }
        throw new ConversionException("no @BusHandler takes a message of " + length + " bytes" + what + "; there are "
                + cases + ". Add one for it, or one with isDefault = true");
    }
}
