package io.tradebus.core.driver.media;

/** Which side of streams a port serves. */
public enum PortRole {
    /** Data goes out, control messages come in. */
    SENDER,
    /** Data comes in, control messages go out. */
    RECEIVER
}
