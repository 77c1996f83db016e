package io.tradebus.core.runtime;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.errors.ErrorLogReader;

/**
 * An error that a driver has recorded, however often it happened.
 *
 * @param count how often it happened
 * @param firstMs when it happened first, in milliseconds since the epoch
 * @param lastMs when it happened last, in milliseconds since the epoch
 * @param text what happened; its first line is the short form, the rest says where
 */
public record DriverError(long count, long firstMs, long lastMs, String text) {
    /** All errors of a log, also of one that is being written. */
    static List<DriverError> read(AtomicBuffer log) {
        List<DriverError> errors = new ArrayList<>();
        // An entry can be seen a moment before its first observation is counted.
        ErrorLogReader.read(
                log,
                (count, firstMs, lastMs, text) ->
                        errors.add(new DriverError(Math.max(1, count), firstMs, Math.max(firstMs, lastMs), text)));
        return errors;
    }

    /** The first line of the text. */
    public String summary() {
        return text.lines().findFirst().orElse("").strip();
    }
}
