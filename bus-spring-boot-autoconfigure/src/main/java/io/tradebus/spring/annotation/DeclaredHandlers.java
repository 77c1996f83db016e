package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.listener.HandlerMethod;
import io.tradebus.spring.listener.InvokerFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the handlers of a listener, one for each agent. The first is made at once, so that a signature that cannot work fails
 * the start even of a listener that is started later, and is given to the first agent.
 */
final class DeclaredHandlers implements Supplier<MessageHandler> {
    private final InvokerFactory invokers;
    private final DeclaredListener declared;
    private final List<HandlerMethod> methods;
    private final AckMode ackMode;
    private final @Nullable Method batchEnd;
    private final String id;
    private @Nullable MessageHandler first;

    /**
     * @param methods those of the declaration, as they are called
     * @param batchEnd finishes the batches; null for none
     * @throws BusConfigurationException if a signature cannot be used
     */
    DeclaredHandlers(
            InvokerFactory invokers,
            DeclaredListener declared,
            List<HandlerMethod> methods,
            AckMode ackMode,
            @Nullable Method batchEnd,
            String id) {
        this.invokers = invokers;
        this.declared = declared;
        this.methods = methods;
        this.ackMode = ackMode;
        this.batchEnd = batchEnd;
        this.id = id;
        this.first = make();
    }

    @Override
    public synchronized MessageHandler get() {
        MessageHandler unused = first;
        first = null;
        return unused == null ? make() : unused;
    }

    private MessageHandler make() {
        MessageHandler handler =
                declared.isType() ? invokers.dispatcher(methods, ackMode) : invokers.create(methods.get(0), ackMode);
        return batchEnd == null ? handler : invokers.batchEnding(handler, declared.bean(), batchEnd, id);
    }
}
