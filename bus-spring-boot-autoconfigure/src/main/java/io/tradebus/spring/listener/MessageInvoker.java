package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import org.agrona.DirectBuffer;

/**
 * Calls one method of a bean for each message. Whatever its signature, the handle has exactly one type, so a call boxes
 * nothing and allocates nothing. Belongs to the thread of one agent: its decoders hold state.
 */
public final class MessageInvoker implements MessageHandler {
    static final MethodType MESSAGE_TYPE =
            MethodType.methodType(BusAction.class, DirectBuffer.class, int.class, int.class, BusHeader.class);

    private final MethodHandle onMessage;

    MessageInvoker(MethodHandle onMessage) {
        this.onMessage = onMessage;
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        try {
            return (BusAction) onMessage.invokeExact(buffer, offset, length, header);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }
}
