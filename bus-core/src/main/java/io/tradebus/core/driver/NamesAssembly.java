package io.tradebus.core.driver;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.NameLookupConfig;
import io.tradebus.core.config.NameLookupKind;
import io.tradebus.core.config.NameTableRow;
import io.tradebus.core.config.ResolverConfig;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.driver.names.NameGossip;
import io.tradebus.core.driver.names.NameObserver;
import io.tradebus.core.driver.names.NameSettings;
import io.tradebus.core.driver.names.NameTable;
import io.tradebus.core.driver.names.TimedNames;
import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** Builds what finds hosts: a table if there is one, else the system, and before that what other drivers tell. */
final class NamesAssembly {
    private final DriverConfig config;
    private final NameLookup system;
    private final NanoClock clock;
    private final NameObserver observer;
    private final Consumer<String> warnings;

    /**
     * What finds hosts.
     *
     * @param lookup asked on whatever thread resolves channels
     * @param gossip has to run for it, or null when drivers do not tell each other names
     */
    record Names(NameLookup lookup, @Nullable NameGossip gossip) implements AutoCloseable {
        /** For a driver that does not come to run the gossip. */
        @Override
        public void close() {
            if (gossip != null) {
                gossip.onClose();
            }
        }
    }

    NamesAssembly(
            DriverConfig config, NameLookup system, NanoClock clock, NameObserver observer, Consumer<String> warnings) {
        this.config = config;
        this.system = system;
        this.clock = clock;
        this.observer = observer;
        this.warnings = warnings;
    }

    /**
     * Builds it.
     *
     * @param ports opens the port by which drivers tell each other names
     * @throws BusConfigurationException if that port cannot be bound where the configuration says
     */
    Names assemble(
            DatagramPorts ports, CountersManager counters, SystemCounters systemCounters, RejectedDatagrams rejected) {
        NameLookup hosts = hosts(counters);
        ResolverConfig resolver = config.network().resolver();
        NameGossip gossip = resolver.interfaceAddress() == null
                ? null
                : gossip(
                        NameSettings.of(
                                resolver,
                                resolver.interfaceAddress(),
                                config.log().mtuLength()),
                        ports,
                        hosts,
                        counters,
                        rejected);
        NameLookup timed = new TimedNames(
                gossip == null ? hosts : gossip,
                clock,
                systemCounters.get(SystemCounter.NAME_RESOLVER_MAX_TIME),
                systemCounters.get(SystemCounter.NAME_RESOLVER_TIME_EXCEEDED),
                config.threading().cycleThresholds().nameResolverNs(),
                observer);
        return new Names(timed, gossip);
    }

    private NameLookup hosts(CountersManager counters) {
        NameLookupConfig lookup = config.network().nameLookup();
        return lookup.kind() == NameLookupKind.CSV_TABLE
                ? new NameTable(NameTableRow.parse(lookup.arguments()), counters, system)
                : system;
    }

    private NameGossip gossip(
            NameSettings settings,
            DatagramPorts ports,
            NameLookup hosts,
            CountersManager counters,
            RejectedDatagrams rejected) {
        InetAddress host = hosts.lookUp(settings.bindAddress().host(), ChannelParam.INTERFACE, false);
        if (host == null) {
            throw new BusConfigurationException(
                    "resolver.interfaceAddress must be an address of this machine and a port,"
                            + " but its host is not known: '" + settings.bindAddress() + "'");
        }
        DatagramPort port = ports.open(new PortSettings(
                "names by gossip at " + settings.bindAddress(),
                PortRole.NAMES,
                new InetSocketAddress(host, settings.bindAddress().port()),
                null,
                false,
                null,
                0,
                0));
        try {
            return new NameGossip(settings, port, hosts, counters, rejected, clock, observer, warnings);
        } catch (RuntimeException e) {
            port.close();
            throw e;
        }
    }
}
