package io.tradebus.core;

/** A listener threw while it handled a message. */
public final class ListenerFailedException extends BusException {
    private final String listener;
    private final String stream;
    private final int sessionId;
    private final long position;
    private final int attempt;

    /**
     * @param position end of the message, in bytes from the start of the stream
     * @param attempt how often the message was tried, from 1
     */
    public ListenerFailedException(
            String listener, String stream, int sessionId, long position, int attempt, Throwable cause) {
        super(
                "listener '" + listener + "' failed on stream '" + stream + "' session=" + sessionId + " position="
                        + position + " attempt=" + attempt + ": " + cause,
                cause);
        this.listener = listener;
        this.stream = stream;
        this.sessionId = sessionId;
        this.position = position;
        this.attempt = attempt;
    }

    public String listener() {
        return listener;
    }

    public String stream() {
        return stream;
    }

    public int sessionId() {
        return sessionId;
    }

    /** End of the message, in bytes from the start of the stream. */
    public long position() {
        return position;
    }

    /** How often the message was tried, from 1. */
    public int attempt() {
        return attempt;
    }
}
