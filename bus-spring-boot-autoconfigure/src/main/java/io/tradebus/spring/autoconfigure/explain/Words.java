package io.tradebus.spring.autoconfigure.explain;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers as sentences have them. */
final class Words {
    private static final long KILO = 1L << 10;
    private static final long MEGA = 1L << 20;

    /** The time of {@link RecentCounts#WINDOW_MS}. */
    static final String LATELY = " in the last 5 minutes";

    private Words() {}

    static String age(long ms) {
        if (ms < 1_000) {
            return ms + " ms";
        } else if (ms < TimeUnit.MINUTES.toMillis(2)) {
            return TimeUnit.MILLISECONDS.toSeconds(ms) + " s";
        } else if (ms < TimeUnit.HOURS.toMillis(2)) {
            return TimeUnit.MILLISECONDS.toMinutes(ms) + " min";
        }
        return TimeUnit.MILLISECONDS.toHours(ms) + " h";
    }

    static String bytes(long bytes) {
        if (bytes < 10 * KILO) {
            return bytes + " bytes";
        } else if (bytes < 10 * MEGA) {
            return bytes / KILO + " KB";
        }
        return bytes / MEGA + " MB";
    }

    static String percent(double part) {
        return Math.round(part * 100) + " %";
    }

    /** The count and what is counted, such as {@code 1 session} and {@code 2 sessions}. */
    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    /** The count and what is counted, where its plural is not just an {@code s} more. */
    static String count(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
