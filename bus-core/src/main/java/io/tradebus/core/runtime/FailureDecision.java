package io.tradebus.core.runtime;

/** What a listener does about a message that could not be handled. */
public final class FailureDecision {
    /** Stop polling all sessions, keep subscriptions and positions, and wait for an operator. */
    public static final FailureDecision HALT = new FailureDecision(Kind.HALT, 0);
    /** Move past exactly this message and go on. */
    public static final FailureDecision SKIP = new FailureDecision(Kind.SKIP, 0);
    /** Move past exactly this message, which was copied to where its like are kept, and go on. */
    public static final FailureDecision DEAD_LETTERED = new FailureDecision(Kind.DEAD_LETTERED, 0);
    /** Close the listener's subscriptions: publishers are no longer held back, and what is not read is lost to it. */
    public static final FailureDecision DETACH = new FailureDecision(Kind.DETACH, 0);

    enum Kind {
        RETRY,
        ASK_AGAIN,
        DEAD_LETTERED,
        HALT,
        SKIP,
        DETACH
    }

    private final Kind kind;
    private final long delayNs;

    private FailureDecision(Kind kind, long delayNs) {
        this.kind = kind;
        this.delayNs = delayNs;
    }

    /**
     * Deliver the same message again after {@code delayNs} nanoseconds. Nothing of its session is delivered before;
     * other sessions go on.
     */
    public static FailureDecision retryAfterNs(long delayNs) {
        return new FailureDecision(Kind.RETRY, requireDelay(delayNs));
    }

    /**
     * Ask the {@link FailureHandler} again about the same failure after {@code delayNs} nanoseconds: the message is not
     * delivered again, and nothing of its session before that. For a decision that cannot be carried out now.
     */
    public static FailureDecision askAgainAfterNs(long delayNs) {
        return new FailureDecision(Kind.ASK_AGAIN, requireDelay(delayNs));
    }

    private static long requireDelay(long delayNs) {
        if (delayNs < 0) {
            throw new IllegalArgumentException("delayNs must not be negative, but was " + delayNs);
        }
        return delayNs;
    }

    Kind kind() {
        return kind;
    }

    long delayNs() {
        return delayNs;
    }

    @Override
    public String toString() {
        return kind == Kind.RETRY || kind == Kind.ASK_AGAIN ? kind + " after " + delayNs + " ns" : kind.name();
    }
}
