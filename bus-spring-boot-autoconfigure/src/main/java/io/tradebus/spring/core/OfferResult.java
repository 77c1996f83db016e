package io.tradebus.spring.core;

import io.tradebus.core.BusException;
import io.tradebus.core.runtime.OfferStatus;

/**
 * What became of an offer. One shared constant for each status other than {@link OfferStatus#ACCEPTED}.
 *
 * @param status what happened
 * @param position position in bytes after the message if it was accepted, else the negative code of the status
 */
public record OfferResult(OfferStatus status, long position) {
    private static final OfferResult NOT_CONNECTED = failure(OfferStatus.NOT_CONNECTED);
    private static final OfferResult BACK_PRESSURED = failure(OfferStatus.BACK_PRESSURED);
    private static final OfferResult ADMIN_ACTION = failure(OfferStatus.ADMIN_ACTION);
    private static final OfferResult CLOSED = failure(OfferStatus.CLOSED);
    private static final OfferResult MAX_POSITION_EXCEEDED = failure(OfferStatus.MAX_POSITION_EXCEEDED);
    private static final OfferResult DROPPED = failure(OfferStatus.DROPPED);

    /** What a position or a negative code stands for. */
    public static OfferResult of(long code) {
        return of(OfferStatus.of(code), code);
    }

    private static OfferResult of(OfferStatus status, long position) {
        return switch (status) {
            case ACCEPTED -> new OfferResult(status, position);
            case NOT_CONNECTED -> NOT_CONNECTED;
            case BACK_PRESSURED -> BACK_PRESSURED;
            case ADMIN_ACTION -> ADMIN_ACTION;
            case CLOSED -> CLOSED;
            case MAX_POSITION_EXCEEDED -> MAX_POSITION_EXCEEDED;
            case DROPPED -> DROPPED;
        };
    }

    private static OfferResult failure(OfferStatus status) {
        return new OfferResult(status, status.code());
    }

    /** Whether the message is in the log. */
    public boolean isAccepted() {
        return status == OfferStatus.ACCEPTED;
    }

    /** Whether the message was given up, as {@code bus.streams.<name>.back-pressure=drop-newest} asks for. */
    public boolean isDropped() {
        return status == OfferStatus.DROPPED;
    }

    /**
     * This result, if the message was accepted, or dropped by a stream that is configured to drop.
     *
     * @throws BusException if it was neither
     */
    public OfferResult orElseThrow() {
        if (isAccepted() || isDropped()) {
            return this;
        }
        throw new BusException("the message was not accepted: " + status
                + (status.isRetryable() ? "; it can be offered again" : "; offering it again will not help"));
    }
}
