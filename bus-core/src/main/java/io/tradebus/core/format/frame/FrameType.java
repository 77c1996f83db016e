package io.tradebus.core.format.frame;

/** The types of frames on the wire. Specified in {@code docs/wire-protocol.md#frame-types}. */
public final class FrameType {
    /** Fills space in a term and is skipped by readers; only its header is sent. */
    public static final int PADDING = 0;

    /** A message, a part of one, or a heartbeat. */
    public static final int DATA = 1;

    /** A receiver asks for a range of a term again. */
    public static final int NAK = 2;

    /** A receiver says how far it is and how much more it takes. */
    public static final int STATUS_MESSAGE = 3;

    /** A receiver refuses a stream. */
    public static final int ERROR = 4;

    /** A sender describes a stream. */
    public static final int SETUP = 5;

    /** Measures the round trip, both question and answer. */
    public static final int RTT = 6;

    /** Which driver has which address. */
    public static final int RESOLUTION = 7;

    /** Reserved for an encrypted transport, as are the next two; never sent, and ignored. */
    public static final int RESERVED_8 = 8;

    public static final int RESERVED_9 = 9;
    public static final int RESERVED_10 = 10;

    /** A receiver says in which session it answers a stream. */
    public static final int RESPONSE_SETUP = 11;

    /** Reserved for extensions; never sent, and ignored. */
    public static final int EXTENSION = 0xFFFF;

    private FrameType() {}
}
