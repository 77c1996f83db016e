package io.tradebus.core.driver.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints the times of events: UTC with nanoseconds, all equally long, so that lines can be sorted. */
final class EventTime {
    private static final long SECOND_NS = 1_000_000_000L;

    /** Made for the first event, since a driver that is asked for none would spend milliseconds of its start on it. */
    private static final class Format {
        static final DateTimeFormatter FORMATTER = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnX", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    String text(long epochNs) {
        return Format.FORMATTER.format(
                Instant.ofEpochSecond(Math.floorDiv(epochNs, SECOND_NS), Math.floorMod(epochNs, SECOND_NS)));
    }
}
