package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.PublicationView.OfferCounts;
import io.tradebus.core.runtime.SenderView;
import org.jspecify.annotations.Nullable;

/**
 * How a publisher of this application was doing at a moment.
 *
 * @param position bytes appended; negative while the driver is away
 * @param windowUsed bytes the slowest subscriber is behind
 * @param windowLength bytes it may be behind
 * @param subscribers on this host
 * @param isBackPressured whether offers are being refused because a subscriber does not keep up
 * @param lastBackPressureMs when one was last seen to be, in milliseconds since the epoch; 0 for never
 * @param limitedBy id of a listener of this application, {@link PublicationView#LOCAL} or {@link PublicationView#REMOTE}; null while all is consumed
 * @param isExhausted whether it has reached the last position there is
 * @param notConnected why there is no subscriber; null while there is one
 * @param sender how it is sent; null within this host
 */
record PublicationFacts(
        long position,
        long windowUsed,
        long windowLength,
        int subscribers,
        boolean isBackPressured,
        long lastBackPressureMs,
        @Nullable String limitedBy,
        OfferCounts offers,
        boolean isExhausted,
        @Nullable ConnectionDiagnosis notConnected,
        @Nullable SenderView sender) {
    /** A stream has two to the power of so many terms. */
    private static final int TERMS_BITS = 31;

    static PublicationFacts of(PublicationView view) {
        return new PublicationFacts(
                view.position(),
                view.windowUsed(),
                view.windowLength(),
                view.subscriberCount(),
                view.isBackPressured(),
                view.lastBackPressureMs(),
                view.limitedBy(),
                view.offers(),
                isExhausted(view),
                view.notConnected(),
                view.sender());
    }

    /** Refused offers alone may be those of a session before. */
    private static boolean isExhausted(PublicationView view) {
        long end = (long) view.termLength() << TERMS_BITS;
        return view.offers().maxPositionExceeded() > 0 && view.position() > end - view.termLength();
    }

    /** The part of the window that is used, from 0 to 1. */
    double used() {
        return windowLength <= 0 ? 0 : Math.min(1.0, (double) windowUsed / windowLength);
    }
}
