package io.tradebus.core.idle;

/** Knows how long a thread has nothing to do as long as nobody wakes it. Asked by that thread, between two cycles. */
@FunctionalInterface
public interface Outlook {
    /** Of a thread that has to look again and again. */
    Outlook UNKNOWN = new Outlook() {
        @Override
        public long quietNs() {
            return 0;
        }
    };

    /**
     * Nanoseconds from now, or from the beginning of the last cycle, until the next thing is due that the thread knows of, if
     * until then whoever has something for it wakes it; 0 or less if there is something that it has to look for by itself, as
     * often as its idle strategy says.
     */
    long quietNs();

    /** Nanoseconds from now until a time, for a minimum. A time that is past is of something that waits to be told. */
    static long until(long dueNs, long nowNs) {
        long leftNs = dueNs - nowNs;
        return leftNs > 0 ? leftNs : Long.MAX_VALUE;
    }
}
