package io.tradebus.core.files;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.errors.ErrorLogReader;

/** Prints a distinct error log, oldest error first. See docs/shared-memory.md#error-log. */
public final class ErrorLogText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSZ", Locale.ROOT);

    private ErrorLogText() {}

    /** Returns the errors as text, each with how often and when it was seen; empty when there are none. */
    public static String print(AtomicBuffer errorLog, ZoneId zone) {
        StringBuilder text = new StringBuilder();
        DateTimeFormatter time = TIME.withZone(zone);
        ErrorLogReader.read(
                errorLog,
                (count, firstMs, lastMs, error) -> text.append("***\n")
                        .append(count)
                        .append(" observations from ")
                        .append(time.format(Instant.ofEpochMilli(firstMs)))
                        .append(" to ")
                        .append(time.format(Instant.ofEpochMilli(lastMs)))
                        .append(" for:\n")
                        .append(error)
                        .append('\n'));
        return text.toString();
    }
}
