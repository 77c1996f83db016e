package io.tradebus.core;

/** A message is longer than the stream takes. It was not sent. */
public final class MessageTooLargeException extends BusException {
    private final int length;
    private final int maxLength;
    private final String property;

    /**
     * @param property the setting that decides about {@code maxLength}
     */
    public MessageTooLargeException(String stream, int length, int maxLength, String property) {
        super("message of " + length + " bytes is too large for stream '" + stream + "', at most " + maxLength
                + " bytes are allowed; raise " + property + " or send less at once");
        this.length = length;
        this.maxLength = maxLength;
        this.property = property;
    }

    /** Bytes of the message. */
    public int length() {
        return length;
    }

    /** Bytes that are allowed. */
    public int maxLength() {
        return maxLength;
    }

    public String property() {
        return property;
    }
}
