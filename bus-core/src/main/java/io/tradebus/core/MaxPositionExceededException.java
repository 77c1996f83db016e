package io.tradebus.core;

/** A stream has reached its last position, for ever. It needs a new session. */
public final class MaxPositionExceededException extends BusException {
    private final String stream;
    private final long position;

    public MaxPositionExceededException(String stream, long position) {
        super("stream '" + stream + "' is at its last position " + position
                + "; close the publication and add a new one, with a longer term if this happens again");
        this.stream = stream;
        this.position = position;
    }

    public String stream() {
        return stream;
    }

    /** Bytes from the start of the stream. */
    public long position() {
        return position;
    }
}
