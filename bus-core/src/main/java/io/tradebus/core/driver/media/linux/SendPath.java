package io.tradebus.core.driver.media.linux;

import org.jspecify.annotations.Nullable;

/** By which call datagrams are sent. Each is slower than the one before and asks less of the kernel. */
enum SendPath {
    /** {@code sendmsg} with {@code UDP_SEGMENT}: one message, which the kernel or the device cuts. */
    SEGMENTS("sendmsg with UDP_SEGMENT"),
    /** {@code sendmmsg}: one call for several messages. */
    MESSAGES("sendmmsg"),
    /** {@code sendmsg}: one call a datagram. */
    SINGLE("sendmsg");

    private final String text;

    SendPath(String text) {
        this.text = text;
    }

    /** What is tried when this is refused, or null if it is the last. */
    @Nullable SendPath next() {
        return switch (this) {
            case SEGMENTS -> MESSAGES;
            case MESSAGES -> SINGLE;
            case SINGLE -> null;
        };
    }

    /** The most datagrams in one call. */
    int datagramsPerCall() {
        return switch (this) {
            case SEGMENTS -> Segments.MAX_COUNT;
            case MESSAGES -> MessageSender.MAX_MESSAGES;
            case SINGLE -> 1;
        };
    }

    /** How good it is, from 1. */
    int rank() {
        return SINGLE.ordinal() + 1 - ordinal();
    }

    @Override
    public String toString() {
        return text;
    }
}
