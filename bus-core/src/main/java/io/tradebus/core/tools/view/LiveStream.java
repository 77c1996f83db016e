package io.tradebus.core.tools.view;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a stream on this host: a publication, or an image of one that comes over the network. Lengths and positions
 * are in bytes.
 *
 * @param key with the registration id of the publication or image
 * @param owner client that has it; for an image the first of its subscribers
 * @param log null if it cannot be read
 * @param counters of this side, but for those of subscribers
 * @param subscribers who read it on this host, the furthest behind first
 * @param channel its endpoint; null for one that stays on this host, and where it cannot be told
 * @param notConnected why nobody consumes a publication; null if somebody does, and where it cannot be told
 */
public record LiveStream(
        Kind kind,
        StreamKey key,
        Party owner,
        @Nullable LogFacts log,
        List<CounterRow> counters,
        List<LiveSubscriber> subscribers,
        @Nullable LiveChannel channel,
        @Nullable String notConnected) {
    /** Which side. */
    public enum Kind {
        PUBLICATION,
        IMAGE
    }

    /** In place of a number that is not known. */
    public static final long UNKNOWN = -1;

    public boolean isPublication() {
        return kind == Kind.PUBLICATION;
    }

    /** Whether a publication is sent to the network. */
    public boolean isSent() {
        return counter(CounterType.SENDER_POSITION) != null;
    }

    /** The counter of a type; null if this side has none. */
    public @Nullable CounterRow counter(CounterType type) {
        for (CounterRow row : counters) {
            if (row.is(type)) {
                return row;
            }
        }
        return null;
    }

    /** The value of a counter, or {@link #UNKNOWN}. */
    public long value(CounterType type) {
        CounterRow row = counter(type);
        return row == null ? UNKNOWN : row.value();
    }

    /** How far a publication was appended, an image received without a gap. */
    public long position() {
        long own = value(isPublication() ? CounterType.PUBLISHER_POSITION : CounterType.RECEIVER_POSITION);
        // The driver samples the position of a publisher; what was sent is certainly appended.
        return Math.max(own, value(CounterType.SENDER_POSITION));
    }

    /** What a publisher may append before it has to wait; not below 0. {@link #UNKNOWN} for an image. */
    public long windowLeft() {
        return left(CounterType.PUBLISHER_LIMIT, position());
    }

    /** What a sender may send before it has to wait for receivers; not below 0. {@link #UNKNOWN} without a sender. */
    public long senderWindowLeft() {
        return left(CounterType.SENDER_LIMIT, value(CounterType.SENDER_POSITION));
    }

    /** Appended and not sent; {@link #UNKNOWN} without a sender. */
    public long unsent() {
        return isSent() ? Math.max(0, position() - value(CounterType.SENDER_POSITION)) : UNKNOWN;
    }

    /**
     * Sent and not yet said to be consumed.
     *
     * @param receiverWindow of the receivers
     * @return {@link #UNKNOWN} without a sender, or if the window is not known
     */
    public long unacknowledged(long receiverWindow) {
        return isSent() && receiverWindow > 0 && counter(CounterType.SENDER_LIMIT) != null
                ? Math.max(0, value(CounterType.SENDER_POSITION) - value(CounterType.SENDER_LIMIT) + receiverWindow)
                : UNKNOWN;
    }

    /** Received behind a gap; {@link #UNKNOWN} for a publication. */
    public long behindGap() {
        return isPublication() ? UNKNOWN : Math.max(0, value(CounterType.RECEIVER_HIGH_WATER_MARK) - position());
    }

    /** What a subscriber has not read yet. */
    public long unread(LiveSubscriber subscriber) {
        return Math.max(0, position() - subscriber.position());
    }

    /** Who is furthest behind; null without a subscriber. */
    public @Nullable LiveSubscriber slowest() {
        return subscribers.isEmpty() ? null : subscribers.get(0);
    }

    /** The largest of what is unsent, behind a gap, and unread. */
    public long worstBacklog() {
        LiveSubscriber slowest = slowest();
        return Math.max(Math.max(unsent(), behindGap()), slowest == null ? 0 : unread(slowest));
    }

    private long left(CounterType limit, long position) {
        CounterRow row = counter(limit);
        return row == null ? UNKNOWN : Math.max(0, row.value() - position);
    }
}
