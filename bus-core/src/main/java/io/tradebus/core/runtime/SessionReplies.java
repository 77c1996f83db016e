package io.tradebus.core.runtime;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Publication;
import io.tradebus.core.format.log.ReservedValueSupplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Replies to one requester. For the thread of the lane that reads its requests; allocates nothing.
 *
 * <p>A requester that cannot be reached is waited for, since what answers it may just be opening; after {@link #PATIENCE_NS}
 * it is taken for gone, until it is there again.
 */
final class SessionReplies {
    /** What is returned when nobody waits for the reply. */
    static final long GONE = 0;

    /** Nanoseconds without a way to the requester until its replies are given up. */
    private static final long PATIENCE_NS = 2_000_000_000L;

    private static final long UNASKED = 0;

    private final StreamReplies stream;
    private final Image image;
    private final ReservedValueSupplier echo = (term, termOffset, frameLength) -> number();
    private @Nullable ExclusivePublication known;
    private long number;
    private boolean isUnreachable;
    private long unreachableNs;

    SessionReplies(StreamReplies stream, Image image) {
        this.stream = stream;
        this.image = image;
    }

    /** Sends a reply with the number of its request. */
    long offer(long requestNumber, DirectBuffer buffer, int offset, int length) {
        if (requestNumber == UNASKED) {
            return gone();
        }
        ExclusivePublication publication = publication();
        if (publication == null) {
            return unreachable();
        }
        number = requestNumber;
        return result(publication, publication.offer(buffer, offset, length, echo));
    }

    /** Reserves room for a reply, marked with the number of its request. */
    long tryClaim(long requestNumber, int length, BusClaim claim) {
        if (requestNumber == UNASKED) {
            return gone();
        }
        ExclusivePublication publication = publication();
        if (publication == null) {
            return unreachable();
        }
        long result = result(publication, publication.tryClaim(length, claim.claim()));
        if (result > 0) {
            claim.reservedValue(requestNumber);
        }
        return result;
    }

    /** What answers the requester, looked up only when there was none or it is closed, since that takes a lock. */
    private @Nullable ExclusivePublication publication() {
        ExclusivePublication current = known;
        if (current == null || current.isClosed()) {
            current = stream.find(image);
            known = current;
        }
        return current;
    }

    private long result(ExclusivePublication publication, long result) {
        if (result > 0) {
            isUnreachable = false;
            stream.onSent();
            return result;
        } else if (result == Publication.MAX_POSITION_EXCEEDED) {
            // What is closed is made anew, and the requester follows.
            publication.close();
        } else if (result != Publication.NOT_CONNECTED && result != Publication.CLOSED) {
            isUnreachable = false;
            return result;
        }
        return unreachable();
    }

    private long unreachable() {
        long nowNs = stream.nowNs();
        if (!isUnreachable) {
            isUnreachable = true;
            unreachableNs = nowNs;
        }
        boolean isGone = image.isClosed() || nowNs - unreachableNs >= PATIENCE_NS;
        return isGone ? gone() : Publication.NOT_CONNECTED;
    }

    private long gone() {
        stream.onGone();
        return GONE;
    }

    private long number() {
        return number;
    }
}
