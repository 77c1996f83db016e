package io.tradebus.core.driver.names;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.ResolverConfig;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How drivers tell each other names.
 *
 * @param name own name of this driver
 * @param bindAddress where other drivers reach it
 * @param bootstrap the drivers that it begins with
 * @param intervals how often what is done
 * @param mtuLength longest datagram in bytes
 */
public record NameSettings(
        String name, HostAndPort bindAddress, List<HostAndPort> bootstrap, Intervals intervals, int mtuLength) {
    /**
     * How often what is done, in nanoseconds.
     *
     * @param timeoutNs silence after which names and neighbours are forgotten
     * @param selfNs between two announcements of the own name
     * @param neighborNs between two announcements of other names
     * @param bootstrapNs between two look-ups of bootstrap neighbours that are not heard
     */
    public record Intervals(long timeoutNs, long selfNs, long neighborNs, long bootstrapNs) {}

    /**
     * What the configuration says.
     *
     * @param interfaceAddress of the configuration, which is given
     * @throws BusConfigurationException if an address cannot be read
     */
    public static NameSettings of(ResolverConfig config, String interfaceAddress, int mtuLength) {
        return new NameSettings(
                config.name(),
                bindAddress(interfaceAddress),
                bootstrap(config.bootstrapNeighbors()),
                new Intervals(
                        config.neighborTimeoutNs(),
                        config.selfResolutionIntervalNs(),
                        config.neighborResolutionIntervalNs(),
                        config.bootstrapResolutionIntervalNs()),
                mtuLength);
    }

    /** The port may be left out; then the system chooses one. */
    private static HostAndPort bindAddress(String text) {
        boolean hasPort = text.startsWith("[") ? text.indexOf("]:") > 0 : text.indexOf(':') >= 0;
        return parse("resolver.interfaceAddress", hasPort ? text : text + ":0");
    }

    private static List<HostAndPort> bootstrap(@Nullable String text) {
        List<HostAndPort> neighbors = new ArrayList<>();
        for (String neighbor : text == null ? new String[0] : text.split(",", -1)) {
            if (!neighbor.isBlank()) {
                neighbors.add(parse("resolver.bootstrapNeighbors", neighbor.trim()));
            }
        }
        return neighbors;
    }

    private static HostAndPort parse(String setting, String text) {
        try {
            return HostAndPort.parse(text);
        } catch (ChannelException e) {
            throw new BusConfigurationException(
                    setting + " must be host:port, but was '" + text + "': " + e.getMessage(), e);
        }
    }
}
