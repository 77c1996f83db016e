package io.tradebus.benchmarks;

/** Checks that messages arrive in order; each holds its number in the first eight bytes. One thread. */
final class Expected {
    private long next;

    long next() {
        return next;
    }

    void accept(long number) {
        if (number != next) {
            throw new IllegalStateException("expected message " + next + ", got " + number);
        }
        next++;
    }
}
