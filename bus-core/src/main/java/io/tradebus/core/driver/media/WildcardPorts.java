package io.tradebus.core.driver.media;

import io.tradebus.core.config.PortRange;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.agrona.collections.IntHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses ports from the range that the driver may use when a channel leaves the port open. Ports are taken in turn, so
 * that one which was given back is not used again at once. Owned by the conductor.
 *
 * <p>Receivers use their range for every port that is open, senders only for that of an explicit control address.
 */
public final class WildcardPorts {
    private final IntHashSet taken = new IntHashSet();
    private final PortRange range;
    private int next;

    public WildcardPorts(PortRange range) {
        this.range = range;
        next = range.low();
    }

    /**
     * Opens a port: at the one that the settings say, or, if they leave it open, at one of the range that is free. When
     * there is no range the system chooses.
     *
     * @throws PortException if the system refuses, or no port of the range is free
     */
    public DatagramPort open(DatagramPorts ports, PortSettings settings) {
        if (settings.bindAddress().getPort() != 0 || range.isAny()) {
            return ports.open(settings);
        }
        PortException refusal = null;
        for (int i = range.low(); i <= range.high(); i++) {
            int port = next;
            next = port == range.high() ? range.low() : port + 1;
            if (!taken.contains(port)) {
                try {
                    DatagramPort opened = ports.open(settings.withBindPort(port));
                    taken.add(port);
                    return opened;
                } catch (PortException e) {
                    refusal = requireOnlyTaken(e);
                }
            }
        }
        throw exhausted(settings, refusal);
    }

    /** Gives a port back that was closed. One that is not of the range is ignored. */
    public void onClosed(InetSocketAddress localAddress) {
        taken.remove(localAddress.getPort());
    }

    /** Another program may have the port; anything else would be the same at every port. */
    private static PortException requireOnlyTaken(PortException refusal) {
        if (refusal.getCause() instanceof BindException) {
            return refusal;
        }
        throw refusal;
    }

    private PortException exhausted(PortSettings settings, @Nullable PortException refusal) {
        return new PortException(
                "no available ports in range " + range + (refusal == null ? "" : " (" + refusal.getMessage() + ")")
                        + ": channel=" + settings.channel(),
                refusal);
    }
}
