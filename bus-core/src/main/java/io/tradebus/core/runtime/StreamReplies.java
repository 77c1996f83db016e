package io.tradebus.core.runtime;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.client.response.ResponsePublications;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requesters of one stream of a listener. Whoever subscribes opens and closes it, the supervisor gives it its
 * turns, and the lanes of the listener look up what answers their sessions; one lock keeps them apart.
 */
final class StreamReplies {
    private final ReplyAddress address;
    private final NanoClock clock;
    private final LongAdder sent = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private @Nullable ResponsePublications publications;
    private long knownRefusals;
    private volatile long refused;
    private volatile @Nullable String lastRefusal;

    StreamReplies(ReplyAddress address, NanoClock clock) {
        this.address = address;
        this.clock = clock;
    }

    synchronized void open(Client client, Subscription requests) {
        close();
        publications = new ResponsePublications(client, requests, address.channel(), address.streamId(), clock);
        knownRefusals = 0;
    }

    synchronized void close() {
        ResponsePublications current = publications;
        publications = null;
        if (current != null) {
            current.close();
        }
    }

    /** Returns what closes the publications there are now, and no others that are opened before that. */
    synchronized Runnable leave() {
        ResponsePublications leaving = publications;
        return () -> close(leaving);
    }

    private synchronized void close(@Nullable ResponsePublications leaving) {
        if (leaving != null && leaving.equals(publications)) {
            close();
        }
    }

    /**
     * Makes publications for requesters that have come, and closes those of requesters that have gone. For the supervising
     * thread.
     *
     * @return why the driver has refused one for a reason that was not told yet; null else
     */
    synchronized @Nullable String doWork() {
        ResponsePublications current = publications;
        if (current == null) {
            return null;
        }
        current.doWork();
        RuntimeException refusal = current.lastRefusal();
        if (refusal == null || current.refusals() == knownRefusals) {
            return null;
        }
        refused = refused + current.refusals() - knownRefusals;
        knownRefusals = current.refusals();
        String before = lastRefusal;
        String reason = Refusal.reasonOf(refusal);
        lastRefusal = reason;
        return reason.equals(before) ? null : reason;
    }

    /** What answers a session, for the lane of the session; null until there is something. */
    synchronized @Nullable ExclusivePublication find(Image image) {
        return publications == null ? null : publications.find(image);
    }

    long nowNs() {
        return clock.nanoTime();
    }

    void onSent() {
        sent.increment();
    }

    /** Nobody waits for a reply, or does any more. */
    void onGone() {
        gone.increment();
    }

    ReplyCounts counts() {
        return new ReplyCounts(sent.sum(), gone.sum(), refused, lastRefusal);
    }
}
