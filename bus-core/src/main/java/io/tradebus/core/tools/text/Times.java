package io.tradebus.core.tools.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as text, in the form in which drivers save theirs. */
public final class Times {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSZ", Locale.ROOT);

    private Times() {}

    public static String of(long epochMs, ZoneId zone) {
        return TIME.withZone(zone).format(Instant.ofEpochMilli(epochMs));
    }

    /**
     * Reads what {@link #of} has written.
     *
     * @throws java.time.format.DateTimeParseException if it is something else
     */
    public static long epochMs(String text) {
        return Instant.from(TIME.parse(text)).toEpochMilli();
    }
}
