package io.tradebus.core.tools.view;

import io.tradebus.core.tools.text.Times;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.jspecify.annotations.Nullable;

/**
 * An error of a driver, however often it was seen.
 *
 * @param firstMs milliseconds since the epoch, as {@code lastMs}
 * @param text with what stands below it: where it happened, and why
 */
public record DistinctError(long count, long firstMs, long lastMs, String text) {
    private static final String SEPARATOR = "***";
    private static final String FROM = " observations from ";
    private static final String TO = " to ";
    private static final String FOR = " for:";

    /** Reads the error log of a driver, also one that is being written. */
    public static List<DistinctError> ofLog(AtomicBuffer log) {
        List<DistinctError> errors = new ArrayList<>();
        // An entry can be seen a moment before its first observation is counted.
        ErrorLogReader.read(
                log,
                (count, firstMs, lastMs, text) ->
                        errors.add(new DistinctError(Math.max(1, count), firstMs, Math.max(firstMs, lastMs), text)));
        return errors;
    }

    /** Reads what a driver saved of the one before it; empty if it is something else. */
    public static List<DistinctError> ofText(String text) {
        List<DistinctError> errors = new ArrayList<>();
        DistinctError last = null;
        StringBuilder body = new StringBuilder();
        for (String line : text.lines().toList()) {
            DistinctError next = heading(line);
            if (next != null) {
                add(errors, last, body);
                last = next;
            } else if (last != null && !line.equals(SEPARATOR)) {
                body.append(line).append('\n');
            }
        }
        add(errors, last, body);
        return errors;
    }

    /** The first line of the text. */
    public String summary() {
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private static void add(List<DistinctError> errors, @Nullable DistinctError heading, StringBuilder body) {
        if (heading != null) {
            errors.add(new DistinctError(
                    heading.count(),
                    heading.firstMs(),
                    heading.lastMs(),
                    body.toString().stripTrailing()));
        }
        body.setLength(0);
    }

    private static @Nullable DistinctError heading(String line) {
        int from = line.indexOf(FROM);
        int to = line.indexOf(TO, Math.max(0, from) + FROM.length());
        if (from <= 0 || to < 0 || !line.endsWith(FOR)) {
            return null;
        }
        try {
            return new DistinctError(
                    Long.parseLong(line, 0, from, 10),
                    Times.epochMs(line.substring(from + FROM.length(), to)),
                    Times.epochMs(line.substring(to + TO.length(), line.length() - FOR.length())),
                    "");
        } catch (NumberFormatException | DateTimeParseException e) {
            return null;
        }
    }
}
