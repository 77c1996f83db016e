package io.tradebus.core.driver.media;

/** What a port serves: a side of streams, or names. */
public enum PortRole {
    /** Data goes out, control messages come in. */
    SENDER,
    /** Data comes in, control messages go out. */
    RECEIVER,
    /** Drivers tell each other names. */
    NAMES
}
