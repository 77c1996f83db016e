package io.tradebus.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic scale from one power of ten to another.
 *
 * @param from exponent of the lowest value
 * @param to exponent of the highest value, above {@code from}
 */
record Scale(int from, int to) {
    private static final String[] NAMES = {"", " k", " M", " G", " T"};
    private static final int STEP = 3;

    /** One that has room for all values above 0. */
    static Scale of(Collection<List<Double>> values) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (List<Double> each : values) {
            for (double value : each) {
                least = value > 0 ? Math.min(least, value) : least;
                most = Math.max(most, value);
            }
        }
        if (most == 0) {
            return new Scale(0, 1);
        }
        // A little below the lowest, so that its bar can be seen.
        int from = (int) Math.floor(Math.log10(least) - 0.1);
        return new Scale(from, Math.max(from + 1, (int) Math.ceil(Math.log10(most))));
    }

    /** Where a value is between both ends, from 0 to 1. */
    double share(double value) {
        double share = (Math.log10(value) - from) / (to - from);
        return Math.max(0, Math.min(1, share));
    }

    /** A power of ten in few letters, such as {@code 10 k}. */
    static String label(int decade) {
        if (decade < 0) {
            return String.format(Locale.ROOT, "%." + -decade + "f", Math.pow(10, decade));
        }
        int step = Math.min(NAMES.length - 1, decade / STEP);
        return Math.round(Math.pow(10, decade - step * STEP)) + NAMES[step];
    }
}
