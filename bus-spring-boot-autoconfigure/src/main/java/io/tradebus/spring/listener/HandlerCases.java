package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.SbeHeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sorts the methods of one listener by what they take, and refuses those that could not be told apart. */
final class HandlerCases {
    private final Map<Integer, HandlerMethod> byTemplate = new HashMap<>();
    private @Nullable SbeHeader header;
    private @Nullable HandlerMethod converted;
    private @Nullable HandlerMethod fallback;

    /**
     * Sorts the methods.
     *
     * @param isConverted whether a method has a parameter that is made by a converter or a copy
     * @throws BusConfigurationException if two methods take the same messages, or nothing tells what one of them takes
     */
    HandlerCases(List<HandlerMethod> methods, Predicate<HandlerMethod> isConverted) {
        for (HandlerMethod method : methods) {
            Class<?> decoder = method.decoder();
            if (method.isDefault()) {
                addDefault(method, decoder);
            } else if (decoder != null) {
                addDecoder(method, decoder);
            } else if (isConverted.test(method)) {
                addConverted(method);
            } else {
                throw new BusConfigurationException("nothing tells which messages @BusHandler " + method.name()
                        + " is for: it has no SBE decoder and no converted type as parameter; give it one, or set"
                        + " isDefault = true so that it takes what no other does");
            }
        }
        if (converted != null && fallback != null) {
            throw two(
                    converted,
                    fallback,
                    "take what is for no decoder",
                    "messages do not say whether they are of a converted type or of another one;"
                            + " remove one of them");
        }
    }

    private void addDefault(HandlerMethod method, @Nullable Class<?> decoder) {
        if (fallback != null) {
            throw two(fallback, method, "take what no other does", "set isDefault = true on one of them only");
        } else if (decoder != null) {
            throw new BusConfigurationException("@BusHandler(isDefault = true) " + method.name()
                    + " takes what no other does, which is never a " + decoder.getName()
                    + "; take a BusMessage, or remove isDefault");
        }
        fallback = method;
    }

    private void addDecoder(HandlerMethod method, Class<?> decoder) {
        SbeHeader other = header;
        header = SbeHeader.of(decoder);
        if (other != null && other.length() != header.length()) {
            throw new BusConfigurationException("@BusHandler " + method.name() + ": the message header beside "
                    + decoder.getName() + " is " + header.length() + " bytes long, that of the other methods "
                    + other.length() + "; make a listener of its own for it");
        }
        HandlerMethod before = byTemplate.putIfAbsent(SbeHeader.keyOf(decoder), method);
        if (before != null) {
            throw two(before, method, "take the same schema and template", "remove one of them");
        }
    }

    private void addConverted(HandlerMethod method) {
        if (converted != null) {
            throw two(
                    converted,
                    method,
                    "take converted types",
                    "messages do not say which type they are, so take one common type in one method");
        }
        converted = method;
    }

    private static BusConfigurationException two(HandlerMethod one, HandlerMethod other, String what, String fix) {
        return new BusConfigurationException(
                "@BusHandler " + one.name() + " and " + other.name() + " both " + what + "; " + fix);
    }

    /** Makes a handler that calls one of handlers of its own, for one agent. */
    MessageHandler dispatcher(Function<HandlerMethod, MessageHandler> invokers) {
        List<Integer> keys = List.copyOf(byTemplate.keySet());
        List<MessageHandler> handlers = keys.stream()
                .map(key -> invokers.apply(Objects.requireNonNull(byTemplate.get(key))))
                .toList();
        // What a converter cannot read goes to it all the same, so that its failure says why.
        HandlerMethod other = converted == null ? fallback : converted;
        var dispatcher = new HandlerDispatcher(header, TemplateIndexes.of(keys), describe());
        return dispatcher.handler(handlers, other == null ? null : invokers.apply(other));
    }

    private String describe() {
        String templates = byTemplate.values().stream()
                .map(method -> method.method().getName())
                .sorted()
                .collect(Collectors.joining(", "));
        return "methods for these templates: " + (templates.isEmpty() ? "none" : templates);
    }
}
