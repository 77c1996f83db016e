package io.tradebus.core.simulation;

/** To which of the datagrams that match something happens. Counts them, so each is used for one fault only. */
public final class Times {
    private final int first;
    private final long end;
    private int seen;

    private Times(int first, long end) {
        this.first = first;
        this.end = end;
    }

    public static Times once() {
        return times(1);
    }

    /** The first {@code count} of them. */
    public static Times times(int count) {
        return new Times(0, count);
    }

    /** Only one of them, counted from 1. */
    public static Times nth(int number) {
        return new Times(number - 1, number);
    }

    public static Times always() {
        return new Times(0, Long.MAX_VALUE);
    }

    /** Counts one more that matches, and says whether it is one of them. */
    public boolean next() {
        int index = seen++;
        return index >= first && index < end;
    }
}
