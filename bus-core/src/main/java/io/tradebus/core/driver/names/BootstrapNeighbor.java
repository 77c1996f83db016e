package io.tradebus.core.driver.names;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.HostAndPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/** A neighbour that the configuration names, so that drivers find each other at first. */
final class BootstrapNeighbor {
    private final HostAndPort name;
    private final AtomicCounter isConnected;
    private @Nullable InetSocketAddress address;
    private boolean wasLookedUp;

    /** @param isConnected 1 while it is heard, otherwise 0 */
    BootstrapNeighbor(HostAndPort name, AtomicCounter isConnected) {
        this.name = name;
        this.isConnected = isConnected;
        isConnected.updateLabel(label(name, null));
    }

    static String label(HostAndPort name, @Nullable InetSocketAddress address) {
        return CounterType.BOOTSTRAP_NEIGHBOR.label() + ": name=" + name + " resolved="
                + (address == null ? "" : AddressText.of(address));
    }

    HostAndPort name() {
        return name;
    }

    /** Where it is, or null while its name leads nowhere. */
    @Nullable InetSocketAddress address() {
        return address;
    }

    /** Looks its name up. Returns whether it leads anywhere; where it led before stays when it does not. */
    boolean resolve(NameLookup names) {
        InetAddress host = names.lookUp(name.host(), ChannelParam.ENDPOINT, wasLookedUp);
        wasLookedUp = true;
        if (host == null) {
            return false;
        }
        InetSocketAddress found = new InetSocketAddress(host, name.port());
        if (!found.equals(address)) {
            address = found;
            isConnected.updateLabel(label(name, found));
        }
        return true;
    }

    /** Says whether it is among those that are heard. */
    void show(Neighbors neighbors) {
        isConnected.setRelease(isAmong(neighbors) ? 1 : 0);
    }

    boolean isAmong(Neighbors neighbors) {
        InetSocketAddress resolved = address;
        return resolved != null && neighbors.contains(resolved);
    }
}
