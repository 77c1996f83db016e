package io.tradebus.core.runtime;

/** What became of an offered message or a claim. Each constant but {@link #ACCEPTED} has one negative code. */
public enum OfferStatus {
    /** In the log: every connected subscriber sees it, in order. */
    ACCEPTED(1),
    /** No subscriber yet, the last one left, or the driver is away and the runtime is connecting again. Try later. */
    NOT_CONNECTED(-1),
    /** A subscriber has not kept up. Try later, shed, or pass the pressure on. */
    BACK_PRESSURED(-2),
    /** The log is rotating. Try again at once. */
    ADMIN_ACTION(-3),
    /** The publisher or its runtime is closed. Do not try again. */
    CLOSED(-4),
    /** The stream is full for ever and needs a new session. Do not try again. */
    MAX_POSITION_EXCEEDED(-5),
    /**
     * Given up, as configured for the stream, because a subscriber has not kept up; counted and logged. Do not try again.
     * A {@link BusPublisher} never answers this: it drops nothing and says {@link #BACK_PRESSURED}.
     */
    DROPPED(-6);

    private final long code;

    OfferStatus(long code) {
        this.code = code;
    }

    /**
     * Says what a result of {@link BusPublisher#offer(org.agrona.DirectBuffer, int, int)} or
     * {@link BusPublisher#tryClaim} means.
     *
     * @param result a position in bytes, or a negative code
     * @throws IllegalArgumentException if the result is a negative number without a meaning
     */
    public static OfferStatus of(long result) {
        if (result >= 0) {
            return ACCEPTED;
        }
        return ofFailure(result);
    }

    private static OfferStatus ofFailure(long code) {
        if (code == NOT_CONNECTED.code) {
            return NOT_CONNECTED;
        } else if (code == BACK_PRESSURED.code) {
            return BACK_PRESSURED;
        } else if (code == ADMIN_ACTION.code) {
            return ADMIN_ACTION;
        } else if (code == CLOSED.code) {
            return CLOSED;
        } else if (code == MAX_POSITION_EXCEEDED.code) {
            return MAX_POSITION_EXCEEDED;
        } else if (code == DROPPED.code) {
            return DROPPED;
        }
        throw new IllegalArgumentException("an offer's result is a position or a code from -6 to -1, but was " + code);
    }

    /**
     * The negative number that an offer returns for this outcome.
     *
     * @throws IllegalStateException for {@link #ACCEPTED}, whose result is a position
     */
    public long code() {
        if (this == ACCEPTED) {
            throw new IllegalStateException("an accepted offer returns a position, there is no code for it");
        }
        return code;
    }

    /** Whether the same message may be accepted when it is offered again. */
    public boolean isRetryable() {
        return this == NOT_CONNECTED || this == BACK_PRESSURED || this == ADMIN_ACTION;
    }
}
