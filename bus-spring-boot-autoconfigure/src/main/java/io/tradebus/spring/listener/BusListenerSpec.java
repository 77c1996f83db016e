package io.tradebus.spring.listener;

import io.tradebus.core.runtime.MessageHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener that is declared by code: what {@code @BusListener} says, and a handler. Given to
 * {@link BusListenerRegistrar#register(BusListenerSpec)}, or made a bean, which is registered with the context. What is
 * configured under {@code bus.listener} and {@code bus.listeners.<id>} holds for it too. Never changes; each method returns
 * a copy.
 *
 * <pre>{@code
 * registrar.register(BusListenerSpec.of("audit", "orders")
 *         .property("on-error", "skip")
 *         .handler((buffer, offset, length, header) -> BusAction.CONTINUE));
 * }</pre>
 *
 * @param id unique in the application
 * @param streams names of its streams
 * @param agent name of the agent it shares with others, or null for agents of its own
 * @param properties other {@code bus.listener.*} settings by name, such as {@code fragment-limit}
 * @param handlers makes a handler for each of its agents
 * @param isShared whether all agents would get the same handler
 * @param errorHandler decides about failures instead of {@code on-error}, or null
 * @param filter keeps messages from the handler, or null
 */
public record BusListenerSpec(
        String id,
        List<String> streams,
        @Nullable String agent,
        Map<String, String> properties,
        @Nullable Supplier<? extends MessageHandler> handlers,
        boolean isShared,
        @Nullable BusErrorHandler errorHandler,
        @Nullable BusFilter filter) {
    public BusListenerSpec {
        streams = List.copyOf(streams);
        properties = Map.copyOf(properties);
    }

    /** A listener without a handler yet. */
    public static BusListenerSpec of(String id, String... streams) {
        return new BusListenerSpec(id, List.of(streams), null, Map.of(), null, false, null, null);
    }

    /** Messages go to this handler, on the thread of the one agent. */
    public BusListenerSpec handler(MessageHandler handler) {
        return new BusListenerSpec(id, streams, agent, properties, () -> handler, true, errorHandler, filter);
    }

    /** Each agent gets a handler of its own, made when the listener starts. */
    public BusListenerSpec handlers(Supplier<? extends MessageHandler> handlers) {
        return new BusListenerSpec(id, streams, agent, properties, handlers, false, errorHandler, filter);
    }

    /** Shares the thread of a named agent with other listeners. */
    public BusListenerSpec agent(String agent) {
        return new BusListenerSpec(id, streams, agent, properties, handlers, isShared, errorHandler, filter);
    }

    /** Sets one of the settings of {@code bus.listener.*} by its name. */
    public BusListenerSpec property(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put(name, value);
        return new BusListenerSpec(id, streams, agent, all, handlers, isShared, errorHandler, filter);
    }

    /** Decides about failures instead of {@code on-error}. */
    public BusListenerSpec errorHandler(BusErrorHandler errorHandler) {
        return new BusListenerSpec(id, streams, agent, properties, handlers, isShared, errorHandler, filter);
    }

    /** Keeps messages from the handler. */
    public BusListenerSpec filter(BusFilter filter) {
        return new BusListenerSpec(id, streams, agent, properties, handlers, isShared, errorHandler, filter);
    }
}
