package io.tradebus.core.driver.protocol;

/** How many bytes are sent again for one request. Specified in {@code docs/wire-protocol.md#sending-again}. */
final class RetransmitLimit {
    private static final int RECEIVER_WINDOW = 128 << 10;

    private RetransmitLimit() {}

    /** A multiple of the usual receiver window, at most a term. */
    static int of(int termLength, int windows) {
        long length = (long) Math.min(RECEIVER_WINDOW, termLength / 2) * windows;
        return (int) Math.min(length, termLength);
    }
}
