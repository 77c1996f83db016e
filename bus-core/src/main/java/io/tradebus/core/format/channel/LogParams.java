package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;

/**
 * The log of a publication and how far its publisher may run ahead.
 *
 * @param termLength bytes of each term; a power of two from 64 KiB to 1 GiB
 * @param mtuLength largest frame in bytes; a multiple of 32 above 32, up to 65504
 * @param window bytes that the publisher may be ahead of the slowest subscriber; 0 in defaults stands for half a term
 * @param isSparse whether the file is created without touching its pages
 */
public record LogParams(int termLength, int mtuLength, int window, boolean isSparse) {
    private static final int MIN_TERM_LENGTH = 64 << 10;
    private static final int MAX_TERM_LENGTH = 1 << 30;
    private static final int MAX_MESSAGE_LENGTH = 16 << 20;
    private static final int MIN_MTU_LENGTH = 33;
    private static final int MAX_MTU_LENGTH = 65504;
    private static final int MTU_ALIGNMENT = 32;

    /** What a placeholder for responses uses, whatever else is asked for. */
    static final int PROTOTYPE_TERM_LENGTH = MIN_TERM_LENGTH;

    /** What the channel says, with these values for what it does not say. */
    LogParams overriddenBy(ChannelUri uri, boolean isPrototype) {
        ErrorCode generic = ErrorCode.GENERIC_ERROR;
        int term = isPrototype
                ? PROTOTYPE_TERM_LENGTH
                : ChannelValues.sizeOr(uri, ChannelParam.TERM_LENGTH, termLength, generic);
        requireTermLength(term);
        int mtu = ChannelValues.sizeOr(uri, ChannelParam.MTU, mtuLength, generic);
        requireMtu(mtu);
        LogParams log = new LogParams(
                term, mtu, window(uri, term, mtu), ChannelValues.booleanOr(uri, ChannelParam.SPARSE, isSparse));
        log.requireMtuWithinMessage();
        return log;
    }

    /** These parameters with the lengths of another publication, which an explicit value may only repeat. */
    LogParams takingLengthsOf(TaggedPublication tagged, ChannelUri uri) {
        requireSame(ChannelParam.MTU, uri, tagged.mtuLength(), mtuLength);
        requireSame(ChannelParam.TERM_LENGTH, uri, tagged.termLength(), termLength);
        LogParams log = new LogParams(
                tagged.termLength(),
                tagged.mtuLength(),
                uri.has(ChannelParam.PUBLICATION_WINDOW) ? window : Math.min(window, tagged.termLength() / 2),
                isSparse);
        log.requireMtuWithinMessage();
        return log;
    }

    /** The longest message in bytes: an eighth of a term, at most 16 MiB. */
    public int maxMessageLength() {
        return Math.min(termLength / 8, MAX_MESSAGE_LENGTH);
    }

    private int window(ChannelUri uri, int term, int mtu) {
        int half = term / 2;
        if (!uri.has(ChannelParam.PUBLICATION_WINDOW)) {
            return window == 0 ? half : Math.min(window, half);
        }
        int asked = ChannelValues.sizeOr(uri, ChannelParam.PUBLICATION_WINDOW, 0, ErrorCode.GENERIC_ERROR);
        if (asked < mtu || asked > half) {
            throw ChannelException.invalid(
                    "pub-wnd=" + asked + " is not from mtu=" + mtu + " to half of term-length=" + half + ": " + uri);
        }
        return asked;
    }

    private void requireMtuWithinMessage() {
        if (mtuLength > maxMessageLength()) {
            throw ChannelException.invalid("MTU greater than max message length for term length: mtu=" + mtuLength
                    + " maxMessageLength=" + maxMessageLength() + " termLength=" + termLength);
        }
    }

    private static void requireTermLength(int length) {
        if (length < MIN_TERM_LENGTH) {
            throw ChannelException.generic(
                    "Term length less than min length of " + MIN_TERM_LENGTH + ": length=" + length);
        }
        if (length > MAX_TERM_LENGTH) {
            throw ChannelException.generic(
                    "Term length more than max length of " + MAX_TERM_LENGTH + ": length=" + length);
        }
        if ((length & length - 1) != 0) {
            throw ChannelException.generic("Term length not a power of 2: length=" + length);
        }
    }

    private static void requireMtu(int length) {
        if (length < MIN_MTU_LENGTH || length > MAX_MTU_LENGTH || length % MTU_ALIGNMENT != 0) {
            throw ChannelException.generic("mtu is not a multiple of " + MTU_ALIGNMENT + " above 32 and up to "
                    + MAX_MTU_LENGTH + ": mtu=" + length);
        }
    }

    private static void requireSame(ChannelParam param, ChannelUri uri, int tagged, int requested) {
        if (uri.has(param) && tagged != requested) {
            throw ChannelException.invalid(param.key() + "=" + requested
                    + " does not match that of the publication named by session-id: " + tagged);
        }
    }
}
