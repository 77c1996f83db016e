package io.tradebus.core.driver.media;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.SocketConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the buffers that a driver wants for its sockets with what the system gives, once at the start. See
 * docs/driver-behaviour.md#validation-at-start.
 */
public final class SocketBufferCheck {
    private SocketBufferCheck() {}

    /**
     * Checks both buffers. What the configuration asks for was compared with datagram and window before; what is left is
     * the default of the system where it asks for nothing.
     *
     * @param mtuLength the largest datagram that publications send when their channels do not say otherwise, in bytes
     * @param windowLength what may be in flight to a subscription whose channel does not say otherwise, in bytes
     * @return warnings, for a buffer that will be smaller than was asked for
     * @throws BusConfigurationException if a datagram cannot be sent or a window cannot be received
     */
    public static List<String> check(SocketBufferLimits limits, SocketConfig config, int mtuLength, int windowLength) {
        List<String> warnings = new ArrayList<>();
        warnIfMore(
                warnings,
                "SO_SNDBUF",
                config.sendBufferLength(),
                limits.maxSendLength(),
                "aeron.socket.so_sndbuf",
                "w");
        warnIfMore(
                warnings,
                "SO_RCVBUF",
                config.receiveBufferLength(),
                limits.maxReceiveLength(),
                "aeron.socket.so_rcvbuf",
                "r");
        if (config.sendBufferLength() == 0 && mtuLength > limits.defaultSendLength()) {
            throw new BusConfigurationException("mtuLength=" + mtuLength + " > SO_SNDBUF=" + limits.defaultSendLength()
                    + ", the default of the system; set aeron.socket.so_sndbuf, and allow it on Linux with "
                    + sysctl("w", mtuLength));
        }
        if (config.receiveBufferLength() == 0 && windowLength > limits.defaultReceiveLength()) {
            throw new BusConfigurationException("initialWindowLength=" + windowLength + " > SO_RCVBUF="
                    + limits.defaultReceiveLength()
                    + ", the default of the system; set aeron.socket.so_rcvbuf, and allow it on Linux with "
                    + sysctl("r", windowLength));
        }
        return warnings;
    }

    private static void warnIfMore(
            List<String> warnings, String option, int wanted, int max, String property, String direction) {
        if (wanted > max) {
            warnings.add("could not set desired " + option + ", the system gives " + max + " bytes instead of " + wanted
                    + "; allow it on Linux with " + sysctl(direction, wanted) + " or make " + property + " smaller");
        }
    }

    private static String sysctl(String direction, int length) {
        return "'sysctl -w net.core." + direction + "mem_max=" + length + "'";
    }
}
