package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.BusException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the error log from being filled by one kind of errors: clients and the network can get the same thing wrong in
 * endlessly many words. Of each kind, a class and an error code, a number of texts are told apart; all others are one error.
 * Safe to use from any thread.
 */
final class ErrorKinds {
    /** Texts of one kind that are told apart. */
    static final int MAX_TEXTS = 256;

    /** The same for errors with a stack, each of which takes more room. */
    static final int MAX_TEXTS_WITH_STACK = 32;

    /** Characters after which a text is cut. */
    static final int MAX_TEXT_LENGTH = 512;

    private final Map<String, Kind> kinds = new HashMap<>();

    private static final class Kind {
        final Set<String> texts = new HashSet<>();
        final StandIn others;

        Kind(String name) {
            others = new StandIn("more of " + name + " than are told apart");
        }
    }

    /** Stands in the error log for what does not. */
    private static final class StandIn extends BusException {
        private static final long serialVersionUID = 1L;

        StandIn(String text) {
            super(text);
            setStackTrace(new StackTraceElement[0]);
        }
    }

    /** What is to be recorded for an error: itself, or what stands for it. */
    synchronized Throwable toRecord(Throwable error) {
        boolean hasStack = error.getStackTrace().length > 0;
        String text = cut(String.valueOf(error.getMessage()));
        Kind kind = kinds.computeIfAbsent(nameOf(error), Kind::new);
        if (!kind.texts.contains(text)) {
            if (kind.texts.size() == (hasStack ? MAX_TEXTS_WITH_STACK : MAX_TEXTS)) {
                return kind.others;
            }
            kind.texts.add(text);
        }
        return text.equals(error.getMessage()) || error.getMessage() == null ? error : shortened(error, text);
    }

    static String cut(String text) {
        return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH) + "...";
    }

    private static Throwable shortened(Throwable error, String text) {
        StandIn shortened = new StandIn(error.getClass().getName() + ": " + text);
        shortened.setStackTrace(error.getStackTrace());
        return shortened;
    }

    private static String nameOf(Throwable error) {
        String name = error.getClass().getName();
        return error instanceof RequestRefusedException refused ? name + " with code " + refused.code() : name;
    }
}
