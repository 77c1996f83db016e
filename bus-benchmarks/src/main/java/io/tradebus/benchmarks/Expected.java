package io.tradebus.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Checks that messages arrive in order; each holds its number in the first eight bytes. A client goes on when the one whom it
 * hands messages to fails, so that the failure is kept for the loop that polls. One thread.
 */
final class Expected {
    private final Mismatch mismatch;
    private long next;

    /** What came first in place of another message, on one stream of several that are read together. */
    static final class Mismatch {
        private @Nullable IllegalStateException failure;

        /** @throws IllegalStateException if something came that was not expected */
        void throwIfAny() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    Expected() {
        this(new Mismatch());
    }

    Expected(Mismatch mismatch) {
        this.mismatch = mismatch;
    }

    /**
     * The number of the next message.
     *
     * @throws IllegalStateException if another one came in its place
     */
    long next() {
        mismatch.throwIfAny();
        return next;
    }

    /** @throws IllegalStateException if it is not the number of the next message */
    void accept(long number) {
        mismatch.throwIfAny();
        if (number != next) {
            mismatch.failure = new IllegalStateException("expected message " + next + ", got " + number);
            throw mismatch.failure;
        }
        next++;
    }
}
