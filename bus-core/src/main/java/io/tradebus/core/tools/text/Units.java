package io.tradebus.core.tools.text;

import java.util.concurrent.TimeUnit;

/** Numbers as people read them. */
public final class Units {
    private static final int KIBI = 1024;
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int GROUP = 3;

    private Units() {}

    /** A count with commas, such as {@code 1,234,567}. */
    public static String count(long value) {
        String digits = Long.toString(value);
        int first = value < 0 ? 1 : 0;
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - GROUP; at > first; at -= GROUP) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** A length, such as {@code 384 B} or {@code 1.5 MiB}. */
    public static String bytes(long length) {
        double value = length;
        int unit = 0;
        while (Math.abs(value) >= KIBI && unit < BYTE_UNITS.length - 1) {
            value /= KIBI;
            unit++;
        }
        return decimal(value) + " " + BYTE_UNITS[unit];
    }

    /** A count for each second, such as {@code 12.5/s}; empty when it is not known. */
    public static String perSecond(double rate) {
        return Double.isNaN(rate) ? "" : (Math.abs(rate) >= 100 ? count(Math.round(rate)) : decimal(rate)) + "/s";
    }

    /** A length for each second, such as {@code 1.5 MiB/s}; empty when it is not known. */
    public static String bytesPerSecond(double rate) {
        return Double.isNaN(rate) ? "" : bytes(Math.round(rate)) + "/s";
    }

    /** A duration with one unit or two, such as {@code 340 ms}, {@code 2 min 5 s} or {@code 3 d 4 h}. */
    public static String duration(long ms) {
        if (ms < 1_000) {
            return ms + " ms";
        }
        long seconds = TimeUnit.MILLISECONDS.toSeconds(ms);
        if (seconds < 10) {
            return decimal(ms / 1_000.0) + " s";
        } else if (seconds < 60) {
            return seconds + " s";
        } else if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        } else if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    /** A duration below a second with the unit that fits, above it as {@link #duration}. */
    public static String nanoseconds(long ns) {
        if (ns < 1_000) {
            return ns + " ns";
        } else if (ns < 1_000_000) {
            return decimal(ns / 1_000.0) + " us";
        } else if (ns < 1_000_000_000) {
            return decimal(ns / 1_000_000.0) + " ms";
        }
        return duration(TimeUnit.NANOSECONDS.toMillis(ns));
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** One digit after the point, and none where it would be zero. */
    private static String decimal(double value) {
        long tenths = Math.round(value * 10);
        long whole = tenths / 10;
        long rest = Math.abs(tenths % 10);
        String sign = whole == 0 && tenths < 0 ? "-" : "";
        return rest == 0 ? count(whole) : sign + count(whole) + "." + rest;
    }
}
