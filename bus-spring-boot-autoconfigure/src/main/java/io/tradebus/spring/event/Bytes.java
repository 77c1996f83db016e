package io.tradebus.spring.event;

import java.util.Locale;

/** Sizes as log lines show them. */
public final class Bytes {
    private static final long KB = 1 << 10;
    private static final long MB = 1 << 20;
    private static final long GB = 1 << 30;

    private Bytes() {}

    /** A size with the largest unit of which it is at least one, such as {@code 4MB} or {@code 1.5KB}. */
    public static String text(long bytes) {
        if (bytes >= GB) {
            return in(bytes, GB, "GB");
        } else if (bytes >= MB) {
            return in(bytes, MB, "MB");
        }
        return bytes >= KB ? in(bytes, KB, "KB") : bytes + "B";
    }

    private static String in(long bytes, long unit, String name) {
        return bytes % unit == 0
                ? bytes / unit + name
                : String.format(Locale.ROOT, "%.1f%s", (double) bytes / unit, name);
    }
}
