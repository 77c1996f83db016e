package io.tradebus.core.driver.media;

/**
 * How large buffers of sockets are and may become, in bytes.
 *
 * @param defaultSendLength SO_SNDBUF of a socket that nobody asked for another
 * @param maxSendLength the largest SO_SNDBUF that the system grants
 * @param defaultReceiveLength SO_RCVBUF of a socket that nobody asked for another
 * @param maxReceiveLength the largest SO_RCVBUF that the system grants
 */
public record SocketBufferLimits(
        int defaultSendLength, int maxSendLength, int defaultReceiveLength, int maxReceiveLength) {
    /** What a socket has that asked for {@code length} bytes to send from; 0 asks for nothing. */
    public int effectiveSendLength(int length) {
        return length == 0 ? defaultSendLength : Math.min(length, maxSendLength);
    }

    /** What a socket has that asked for {@code length} bytes to receive into; 0 asks for nothing. */
    public int effectiveReceiveLength(int length) {
        return length == 0 ? defaultReceiveLength : Math.min(length, maxReceiveLength);
    }
}
