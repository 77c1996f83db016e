package io.tradebus.core.runtime;

import io.tradebus.core.client.FrameCursor;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from. One object for each session of a listener, set anew for each message: it is valid only
 * during the call of the handler, and only on its thread.
 */
public final class BusHeader {
    private String stream = "";
    private int streamId;
    private int sessionId;
    private long position;
    private long reservedValue;
    private byte flags;
    private boolean reassembled;
    private int attempt;
    private @Nullable SessionReplies replies;
    /** In whose log the message at hand lies, from its frame on; null where the fields say all of it. */
    private @Nullable FrameCursor log;

    private int frame;

    /** Name of the stream, as the application calls it. */
    public String stream() {
        return stream;
    }

    /** Id of the stream within its channel. */
    public int streamId() {
        return streamId;
    }

    /** Session of the publisher; together with {@link #position()} it names the message for ever. */
    public int sessionId() {
        return sessionId;
    }

    /** Position in bytes after the message: what the publisher's offer returned. */
    public long position() {
        FrameCursor read = log;
        return read == null ? position : read.endPosition(frame);
    }

    /** The eight bytes that travel beside the payload, of the message's last fragment; 0 if the publisher set none. */
    public long reservedValue() {
        FrameCursor read = log;
        return read == null ? reservedValue : read.reservedValue(frame);
    }

    /** Flags of the frame, of the last fragment if the message came in several. */
    public byte flags() {
        FrameCursor read = log;
        return read == null ? flags : (byte) read.flags(frame);
    }

    /** Whether the message came in several fragments and the buffer is a copy, not the log itself. */
    public boolean isReassembled() {
        return reassembled;
    }

    /** One more than the number of times the message has failed: 1 at first. */
    public int attempt() {
        return attempt;
    }

    /** Whether the message is of a stream of requests and its publisher waits for a reply. */
    public boolean isRequest() {
        return replies != null && reservedValue() != 0;
    }

    /**
     * Replies to the message at hand, in the stream that only its publisher reads. The number of the request goes back in
     * the reserved value. Allocates nothing.
     *
     * @return position in bytes, or the negative code of an {@link OfferStatus} if the publisher does not take it now:
     *     abort the message, so that it comes again. 0 if nobody waits for a reply, or does any more, which is counted
     * @throws IllegalStateException if the stream is not one of requests
     * @throws IllegalArgumentException if the reply is too long
     */
    public long reply(DirectBuffer buffer, int offset, int length) {
        return replies().offer(reservedValue(), buffer, offset, length);
    }

    /**
     * Replies to a message that came before it in the same session, as {@link #reply} does.
     *
     * @param number what {@link #reservedValue()} was of that message
     */
    public long replyTo(long number, DirectBuffer buffer, int offset, int length) {
        return replies().offer(number, buffer, offset, length);
    }

    /**
     * Replies in place: reserves room for a reply, which the caller fills, and commits or aborts.
     *
     * @return as {@link #reply} does; of 0 nothing else is to be done
     */
    public long tryClaimReply(int length, BusClaim claim) {
        return replies().tryClaim(reservedValue(), length, claim);
    }

    private SessionReplies replies() {
        SessionReplies current = replies;
        if (current == null) {
            throw new IllegalStateException("stream '" + stream + "' is not one of requests, so that nobody waits for"
                    + " replies; give it an address for them: bus.streams." + stream + ".request.reply-stream-id");
        }
        return current;
    }

    void replies(SessionReplies replies) {
        this.replies = replies;
    }

    /** Says which stream and session the following messages belong to. */
    public BusHeader session(String stream, int streamId, int sessionId) {
        this.stream = stream;
        this.streamId = streamId;
        this.sessionId = sessionId;
        return this;
    }

    /**
     * Describes the message at hand; called by whoever delivers it, which in tests may be the test. Not for a handler: what it says
     * holds for the messages that follow in the same poll, too.
     *
     * @param position position in bytes after the message
     */
    public BusHeader message(long position, long reservedValue, byte flags, boolean reassembled, int attempt) {
        log = null;
        this.position = position;
        this.reservedValue = reservedValue;
        this.flags = flags;
        this.reassembled = reassembled;
        this.attempt = attempt;
        return this;
    }

    /** The next messages lie in frames of a log, and are described by these; they come whole, and for the first time. */
    void beginFrames(FrameCursor log) {
        this.log = log;
        reassembled = false;
        attempt = 1;
    }

    /** Describes the message in a frame. Nothing is read of it but what a handler asks for. */
    void frame(int frame) {
        this.frame = frame;
    }

    /** The log may not be there any more when somebody asks next. */
    void endFrames() {
        if (log != null) {
            message(position(), reservedValue(), flags(), reassembled, attempt);
        }
    }

    void attempt(int attempt) {
        this.attempt = attempt;
    }

    @Override
    public String toString() {
        return "stream=" + stream + " streamId=" + streamId + " session=" + sessionId + " position=" + position()
                + " attempt=" + attempt + (reassembled ? " reassembled" : "");
    }
}
