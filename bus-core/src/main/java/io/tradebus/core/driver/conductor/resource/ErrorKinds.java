package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.BusException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the error log from being filled by one kind of errors: clients and the network can get the same thing wrong in
 * endlessly many words. Of each kind a number of texts are told apart; all others are one error. A kind is a class with
 * an error code, and of warnings how the text begins before the first number, quotation or address. Safe to use from
 * any thread.
 */
final class ErrorKinds {
    /** Texts of one kind that are told apart. */
    static final int MAX_TEXTS = 256;

    /** The same for errors with a stack, each of which takes more room. */
    static final int MAX_TEXTS_WITH_STACK = 32;

    /** Beginnings of warnings that are told apart. */
    static final int MAX_KINDS_OF_WARNINGS = 64;

    /** Characters after which a text is cut. */
    static final int MAX_TEXT_LENGTH = 512;

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Set<String> warnings = new HashSet<>();

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

    private static String beginningOf(String text) {
        int end = 0;
        while (end < text.length() && isOfEveryText(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    private static boolean isOfEveryText(char letter) {
        return Character.isLetter(letter) || letter == ' ' || letter == '-';
    }

    private static Throwable shortened(Throwable error, String text) {
        StandIn shortened = new StandIn(error.getClass().getName() + ": " + text);
        shortened.setStackTrace(error.getStackTrace());
        return shortened;
    }

    private String nameOf(Throwable error) {
        String name = error.getClass().getName();
        if (error instanceof DriverWarning) {
            String beginning = beginningOf(cut(String.valueOf(error.getMessage())));
            boolean isToldApart = warnings.size() < MAX_KINDS_OF_WARNINGS || warnings.contains(beginning);
            warnings.add(isToldApart ? beginning : name);
            return isToldApart ? "'" + beginning + "'" : name;
        }
        return error instanceof RequestRefusedException refused ? name + " with code " + refused.code() : name;
    }
}
