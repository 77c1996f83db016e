package io.tradebus.core.config;

/** How the driver sends and receives datagrams. See docs/native-datagrams.md. */
public enum DatagramIo {
    /** By system calls that take many datagrams, where that works without a warning of the Java runtime, else as {@link #NIO}. */
    AUTO,
    /** As {@link #AUTO}, whatever the Java runtime says about it; tells why where it does not work. */
    NATIVE,
    /** By {@code java.nio}, one call a datagram. */
    NIO
}
