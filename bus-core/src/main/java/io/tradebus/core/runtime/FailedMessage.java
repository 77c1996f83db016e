package io.tradebus.core.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The message at which a session stands because it failed: how often it did, and what is done about it next. For the
 * listener's thread, except where said.
 */
final class FailedMessage {
    private int failures;
    private int forgivenFailures;
    private boolean isWaiting;
    private boolean isSkipping;
    private long retryAtNs;
    private @Nullable Throwable undecided;
    private volatile @Nullable ListenerFailure failure;

    /** Whether there is such a message, neither handled nor skipped yet. */
    boolean isThere() {
        return failures > 0;
    }

    /** What happened to it last; null when there is none. For any thread. */
    @Nullable ListenerFailure failure() {
        return failure;
    }

    /** Number of the attempt to handle the message that comes next, from 1; of the last one while it is undecided. */
    int attempt() {
        return undecided == null ? failures + 1 : failures;
    }

    /** Attempts that have failed since it was last tried by an operator. */
    int countedFailures() {
        return failures - forgivenFailures;
    }

    /** When an attempt fails. */
    int onFailure() {
        return ++failures;
    }

    void onDescribed(ListenerFailure now) {
        failure = now;
    }

    /** What is to be decided about without handling the message again; null when it is to be handled. */
    @Nullable Throwable undecided() {
        return undecided;
    }

    void undecided(@Nullable Throwable thrown) {
        undecided = thrown;
    }

    /** Leaves it alone until a moment on the clock of nanoseconds. */
    void awaitUntil(long atNs) {
        isWaiting = true;
        retryAtNs = atNs;
    }

    boolean isWaiting() {
        return isWaiting;
    }

    /** Nanoseconds that are left to wait, 0 or less if none. */
    long leftNs(long nowNs) {
        return retryAtNs - nowNs;
    }

    /** Whether what it waits for has come; then it waits no more. */
    boolean isDue(long nowNs) {
        boolean isDue = nowNs - retryAtNs >= 0;
        isWaiting = !isDue;
        return isDue;
    }

    /** Has it handled again at once, and its attempts counted anew. */
    void retryNow() {
        isWaiting = false;
        undecided = null;
        forgivenFailures = failures;
    }

    /** Has it passed over. */
    void skipNow() {
        isWaiting = false;
        isSkipping = true;
    }

    boolean isSkipping() {
        return isSkipping;
    }

    /** It is handled, or passed over. */
    void settle() {
        failures = 0;
        forgivenFailures = 0;
        isSkipping = false;
        undecided = null;
        failure = null;
    }
}
