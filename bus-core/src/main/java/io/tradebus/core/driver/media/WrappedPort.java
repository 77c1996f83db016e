package io.tradebus.core.driver.media;

/** A port that does something with what goes through it. Pollers ask the port behind, and hand over by way of this one. */
public interface WrappedPort extends DatagramPort {
    /** The port behind. */
    DatagramPort port();

    /** A handler that gets what arrives at the port behind as this port would hand it over to the given one. */
    DatagramHandler around(DatagramHandler handler);
}
