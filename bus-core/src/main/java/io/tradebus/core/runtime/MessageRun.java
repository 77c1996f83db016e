package io.tradebus.core.runtime;

import io.tradebus.core.client.FrameCursor;
import io.tradebus.core.client.Image;
import org.agrona.DirectBuffer;

/**
 * Messages of one session that lie one behind the other, as {@link MessageHandler#onMessages} gets them: it stands at one,
 * and goes on when that one was handled. For the listener's thread, during the call.
 */
public final class MessageRun {
    private final BusHeader header;
    private final StreamCounters counters;
    private final FrameCursor frames;

    private int limit;
    private int delivered;
    private boolean isAtMessage;
    private boolean isAtFragment;

    MessageRun(Image image, BusHeader header, StreamCounters counters) {
        this.header = header;
        this.counters = counters;
        this.frames = new FrameCursor(image);
    }

    /** The log in which the message lies; not to be written to. */
    public DirectBuffer buffer() {
        return frames.buffer();
    }

    /** Where in {@link #buffer()} the message begins. */
    public int offset() {
        return frames.payloadOffset();
    }

    /** Of the message, in bytes. */
    public int length() {
        return frames.payloadLength();
    }

    /** Where the message comes from. */
    public BusHeader header() {
        return header;
    }

    /**
     * The message was handled: goes to the next one.
     *
     * @return whether there is one for this poll; false for good if not
     */
    public boolean next() {
        if (!isAtMessage) {
            return false;
        }
        counters.onHandled(frames.payloadLength());
        return pass();
    }

    /**
     * Goes to the first message of a poll that is in one fragment; one in several is only noted.
     *
     * @param limitPosition first position at which no message is begun, in bytes
     * @param fragmentLimit most messages, at least 1
     * @return whether there is one
     */
    boolean begin(long limitPosition, int fragmentLimit) {
        limit = fragmentLimit;
        delivered = 0;
        isAtFragment = false;
        frames.begin(limitPosition);
        isAtMessage = isThere();
        if (isAtMessage) {
            header.beginFrames(frames);
        }
        return isAtMessage;
    }

    /** Goes behind the message, which the session has dealt with, and to the next one if there is one for this poll. */
    boolean pass() {
        frames.pass();
        delivered++;
        isAtMessage = delivered < limit && isThere();
        return isAtMessage;
    }

    /** Where the next poll begins if the image is not moved: behind what was handled. */
    long position() {
        return frames.position();
    }

    /** Moves the image behind what was handled. */
    void commit() {
        frames.commit();
    }

    /** Messages of this poll. */
    int delivered() {
        return delivered;
    }

    /** Whether it stands at a message. */
    boolean isAtMessage() {
        return isAtMessage;
    }

    /** Whether it has ended before a message in several fragments. */
    boolean isAtFragment() {
        return isAtFragment;
    }

    private boolean isThere() {
        if (!frames.isAtFrame()) {
            return false;
        } else if (frames.isWholeMessage()) {
            header.frame(frames.frame());
            return true;
        }
        isAtFragment = true;
        return false;
    }
}
