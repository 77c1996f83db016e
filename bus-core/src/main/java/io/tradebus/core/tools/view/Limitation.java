package io.tradebus.core.tools.view;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.tools.text.Units;
import org.jspecify.annotations.Nullable;

/**
 * Who limits whom in a stream.
 *
 * @param text one sentence, without a point
 */
public record Limitation(Kind kind, String text) {
    /** What it comes down to. */
    public enum Kind {
        /** Nobody waits for anybody. */
        NONE,
        /** Nobody consumes the stream. */
        NOT_CONNECTED,
        /** A publisher may append nothing until a subscriber on this host has read more. */
        SUBSCRIBER,
        /** A publisher may append nothing until the driver has sent more. */
        SENDER,
        /** A sender may send nothing until receivers on other hosts have consumed more. */
        RECEIVERS,
        /** An image is not delivered further until a gap is closed. */
        GAP
    }

    /** A window is as good as used up when less than this part is left: limits move in steps. */
    private static final int STEPS = 8;

    public static Limitation of(LiveStream stream) {
        return stream.isPublication() ? ofPublication(stream) : ofImage(stream);
    }

    private static Limitation ofPublication(LiveStream stream) {
        if (stream.notConnected() != null) {
            return new Limitation(Kind.NOT_CONNECTED, "not connected: " + stream.notConnected());
        } else if (stream.isSent() && isHeldByReceivers(stream)) {
            return receivers(stream);
        }
        long window = stream.log() == null ? 0 : stream.log().publicationWindow();
        LiveSubscriber slowest = slowest(stream, stream.value(CounterType.PUBLISHER_LIMIT), window);
        if (stream.windowLeft() < 0 || stream.windowLeft() > window / STEPS) {
            return slowest == null || stream.unread(slowest) == 0
                    ? new Limitation(Kind.NONE, "nobody waits")
                    : new Limitation(
                            Kind.NONE,
                            "nobody waits; " + slowest.name() + " is " + behind(stream, slowest) + " behind");
        }
        String waits = stream.windowLeft() == 0 ? "publisher waits for " : "publisher is about to wait for ";
        if (slowest != null && (!stream.isSent() || stream.unread(slowest) > stream.unsent())) {
            return new Limitation(Kind.SUBSCRIBER, waits + slowest.name() + ": " + behind(stream, slowest) + " behind");
        }
        return stream.isSent()
                ? new Limitation(Kind.SENDER, waits + "the sender: " + Units.bytes(stream.unsent()) + " unsent")
                : new Limitation(Kind.SUBSCRIBER, waits + "a subscriber");
    }

    /** Whether what the receivers still take is too little for all that is unsent, and may be for the next datagram. */
    private static boolean isHeldByReceivers(LiveStream stream) {
        long left = stream.senderWindowLeft();
        long datagram = stream.log() == null ? 1 : stream.log().mtuLength();
        return left != LiveStream.UNKNOWN && left < datagram && left < stream.unsent();
    }

    private static Limitation receivers(LiveStream stream) {
        long count = stream.value(CounterType.FLOW_CONTROL_RECEIVERS);
        String who = count > 0 ? count + (count == 1 ? " receiver" : " receivers") : "its receivers";
        return new Limitation(
                Kind.RECEIVERS,
                (stream.windowLeft() == 0 ? "publisher and sender wait for " : "sender waits for ") + who
                        + ": their window is used up, " + Units.bytes(stream.unsent()) + " unsent");
    }

    private static Limitation ofImage(LiveStream stream) {
        if (stream.behindGap() > 0) {
            return new Limitation(
                    Kind.GAP,
                    "data is missing at position " + Units.count(stream.position()) + ", "
                            + Units.bytes(stream.behindGap()) + " before the highest received");
        }
        int window = stream.log() == null ? 0 : stream.log().receiverWindow();
        LiveSubscriber slowest = slowest(stream, stream.position(), window);
        if (slowest == null || stream.unread(slowest) == 0) {
            return new Limitation(Kind.NONE, "nobody waits");
        }
        String behind = slowest.name() + ": " + behind(stream, slowest) + " behind";
        // A receiver opens its window again when a quarter of it was consumed.
        return window > 0 && stream.unread(slowest) > window - window / 4
                ? new Limitation(Kind.SUBSCRIBER, "publisher waits for " + behind + ", window " + Units.bytes(window))
                : new Limitation(
                        Kind.NONE, "nobody waits; " + slowest.name() + " is " + behind(stream, slowest) + " behind");
    }

    /**
     * Who is furthest behind of those that a window up to {@code end} is for. One that lies before it rests: it was left
     * behind, and nobody waits for it.
     */
    private static @Nullable LiveSubscriber slowest(LiveStream stream, long end, long window) {
        for (LiveSubscriber subscriber : stream.subscribers()) {
            if (window == 0 || end - subscriber.position() <= window) {
                return subscriber;
            }
        }
        return null;
    }

    private static String behind(LiveStream stream, LiveSubscriber subscriber) {
        return Units.bytes(stream.unread(subscriber));
    }
}
