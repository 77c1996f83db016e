package io.tradebus.core.driver.protocol;

/**
 * What one status message says, apart from the stream it is for. The sender keeps one, fills it for each message that
 * arrives and passes it on; nobody keeps it beyond the call.
 */
public final class StatusMessage {
    private long receiverId;
    private long position;
    private int windowLength;
    private boolean isSetupRequest;
    private boolean isEndOfStream;
    private boolean hasGroupTag;
    private long groupTag;

    /**
     * Fills in everything but the flags and the group tag, which are cleared.
     *
     * @param position up to which everything was consumed, in bytes from the start of the stream
     * @param windowLength bytes from there on that the receiver takes
     */
    public StatusMessage set(long receiverId, long position, int windowLength) {
        this.receiverId = receiverId;
        this.position = position;
        this.windowLength = windowLength;
        isSetupRequest = false;
        isEndOfStream = false;
        hasGroupTag = false;
        groupTag = 0;
        return this;
    }

    public StatusMessage isSetupRequest(boolean isSetupRequest) {
        this.isSetupRequest = isSetupRequest;
        return this;
    }

    public StatusMessage isEndOfStream(boolean isEndOfStream) {
        this.isEndOfStream = isEndOfStream;
        return this;
    }

    public StatusMessage groupTag(long groupTag) {
        hasGroupTag = true;
        this.groupTag = groupTag;
        return this;
    }

    public long receiverId() {
        return receiverId;
    }

    /** Up to here everything was consumed, in bytes from the start of the stream. */
    public long position() {
        return position;
    }

    /** Bytes from the position on that the receiver takes. */
    public int windowLength() {
        return windowLength;
    }

    /** The first position that the receiver does not take. */
    public long limit() {
        return position + windowLength;
    }

    /** Whether it only asks for a setup; position and window then mean nothing. */
    public boolean isSetupRequest() {
        return isSetupRequest;
    }

    /** Whether the receiver wants nothing more. */
    public boolean isEndOfStream() {
        return isEndOfStream;
    }

    public boolean hasGroupTag() {
        return hasGroupTag;
    }

    /** Means nothing without {@link #hasGroupTag()}. */
    public long groupTag() {
        return groupTag;
    }

    /**
     * Whether a sender may believe it. Specified in {@code docs/wire-protocol.md#what-an-sm-does-at-the-sender}: the
     * position must lie within half a term of what was sent. A window below 0, which no receiver sends, is not believed
     * either.
     */
    public boolean isPlausible(long senderPosition, int termLength) {
        long distance = position - senderPosition;
        int most = termLength / 2;
        return distance >= -most && distance <= most && windowLength >= 0;
    }
}
