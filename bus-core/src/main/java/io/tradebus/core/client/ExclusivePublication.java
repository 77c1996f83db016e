package io.tradebus.core.client;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.ReadablePosition;

/** A publication that nobody else appends to, with a session of its own. For one thread at a time. */
public final class ExclusivePublication extends Publication {
    ExclusivePublication(
            PublicationDescription description, MappedLog log, ReadablePosition limit, ResourceOwner owner) {
        super(new ExclusiveLog(description, log, limit), owner);
    }

    /**
     * Appends whole frames that were made for exactly this place: by copying them from another log with the same
     * positions. Turns to the next term first when this one is full.
     *
     * @param length bytes of all frames, each aligned; at most what is left of the term
     * @return as {@link #offer(DirectBuffer, int, int)}
     * @throws IllegalArgumentException if the block does not fit the rest of the term, or its first frame is not made
     *     for this place
     */
    public long offerBlock(DirectBuffer buffer, int offset, int length) {
        AppendLog log = attachedLog();
        return log == null
                ? whyDetached()
                : told(settled(log, ((ExclusiveLog) log).offerBlock(buffer, offset, length)));
    }

    /**
     * Appends padding, which subscribers skip.
     *
     * @param length bytes of padding without the header, from 0 to the framed length of {@link #maxMessageLength()}
     * @return as {@link #offer(DirectBuffer, int, int)}
     * @throws IllegalArgumentException if the length is negative or too large
     */
    public long appendPadding(int length) {
        AppendLog log = attachedLog();
        return log == null ? whyDetached() : told(settled(log, ((ExclusiveLog) log).appendPadding(length)));
    }

    /**
     * Closes the publication and takes back what is not consumed yet: images of subscribers close without being drained.
     */
    public void revoke() {
        closeRevoking();
    }

    /** The term id of the next frame. */
    public int termId() {
        return ((ExclusiveLog) latestLog()).termId();
    }

    /** The offset of the next frame in its term, in bytes. */
    public int termOffset() {
        return ((ExclusiveLog) latestLog()).termOffset();
    }

    @Override
    AppendLog open(PublicationDescription description, MappedLog log, ReadablePosition limit) {
        return new ExclusiveLog(description, log, limit);
    }
}
