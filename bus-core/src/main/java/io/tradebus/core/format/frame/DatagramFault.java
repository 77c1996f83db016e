package io.tradebus.core.format.frame;

/** Why a datagram was dropped before it was looked at any further. The texts are for operators. */
public enum DatagramFault {
    /** Not even a frame header. */
    TOO_SHORT("shorter than a frame header"),

    /** Not the one version there is. */
    WRONG_VERSION("unknown version of the protocol"),

    /** The datagram, or the frame by its own account, is shorter than frames of its type are. */
    SHORT_FOR_TYPE("shorter than a frame of its type"),

    /** Only frames in logs may have a negative length. */
    NEGATIVE_LENGTH("negative frame length"),

    /** The frame, or the last frame of several, goes on after the end of the datagram. */
    LENGTH_BEYOND_DATAGRAM("frame longer than its datagram"),

    /** Data that does not begin or end where a frame may. */
    MISALIGNED("data not aligned to frames"),

    /** Data that lies outside the term. */
    OUT_OF_TERM("data outside of its term"),

    /** A frame in a datagram does not begin where the frame before it ends. */
    DISCONTINUOUS("frames of a datagram do not follow each other"),

    /** A frame in a datagram is of another session, stream or term than the first one. */
    MIXED_STREAMS("frames of different streams in a datagram"),

    /** A frame in a datagram is neither data nor padding, or has no length that such a frame can have. */
    BAD_FRAME_IN_DATAGRAM("malformed frame in a datagram"),

    /** A SETUP with a geometry that no log can have, or a position outside of it. */
    BAD_SETUP("setup with impossible term length, MTU or position"),

    /** A status message with a position or window that no receiver of the stream can have. */
    BAD_STATUS_MESSAGE("status message with impossible position or window"),

    /** A NAK of a range that cannot be in a term. */
    BAD_NAK("NAK of an impossible range"),

    /** An error whose text is longer than it can be. */
    BAD_ERROR("error with impossible length of its text"),

    /** A resolution entry with an unknown type of address or without a proper name. */
    BAD_RESOLUTION_ENTRY("malformed name resolution entry"),

    /** A resolution entry that goes on after the end of the datagram. */
    TRUNCATED_RESOLUTION_ENTRY("truncated name resolution entry");

    private final String text;

    DatagramFault(String text) {
        this.text = text;
    }

    /** A few words that end the sentence "datagram dropped: …". */
    public String text() {
        return text;
    }
}
