package io.tradebus.spring.autoconfigure;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.runtime.StorageNeed;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.autoconfigure.preflight.BusNeeds;
import io.tradebus.spring.autoconfigure.preflight.ListenPort;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an application asks of the machine, as far as its configuration and its listeners tell before the start. */
final class PropertiesBusNeeds {
    /** Strategies that take a processor whether there is something to do or not. */
    private static final Set<String> SPINNING = Set.of("spin", "noop", "yield");

    private final BusStreams streams;
    private final Set<String> published;
    private final Set<String> heard;
    private final Map<String, IdleSettings> threads;

    /**
     * @param published names of the streams that are published with the start
     * @param heard names of the streams that have listeners which start
     * @param agents what the threads of these listeners do when there is nothing to do, by their names
     * @param requests what the threads of requests do then: they count if it may ask, by a stream to which it does not reply
     */
    PropertiesBusNeeds(
            BusStreams streams,
            Set<String> published,
            Collection<String> heard,
            Map<String, IdleSettings> agents,
            Map<String, IdleSettings> requests) {
        this.streams = streams;
        this.published = published;
        this.heard = new TreeSet<>(heard);
        this.threads = new LinkedHashMap<>(agents);
        if (mayAsk()) {
            threads.putAll(requests);
        }
    }

    private boolean mayAsk() {
        for (BusStream stream : streams.all()) {
            if (stream.requests() != null && !heard.contains(stream.name())) {
                return true;
            }
        }
        return false;
    }

    /** With a driver in another process. */
    BusNeeds external(BusConnectionDetails details) {
        return new BusNeeds(
                false,
                details.directory(),
                0,
                0,
                Runtime.getRuntime().maxMemory(),
                0,
                spinning(threads),
                false,
                0,
                0,
                List.of());
    }

    /** With the driver in this process. */
    BusNeeds embedded(DriverConfig driver) {
        Map<String, IdleSettings> all = driverThreads(driver.threading());
        int driverThreads = all.size();
        all.putAll(threads);
        List<StreamDefinition> logs = new ArrayList<>();
        List<ListenPort> ports = new ArrayList<>();
        for (BusStream stream : streams.all()) {
            StreamDefinition definition = stream.definition();
            ChannelUri uri = ChannelUri.parse(definition.subscriptionChannel());
            boolean isReceived = uri.isUdp() && !uri.isSpy() && heard.contains(stream.name());
            if (!isReceived || published.contains(stream.name())) {
                logs.add(definition);
            }
            if (isReceived) {
                // What arrives has a log of its own, one for each publisher, of which there is at least one.
                logs.add(definition);
                ListenPort port = port(stream.name(), uri);
                if (port != null
                        && ports.stream().noneMatch(known -> known.address().equals(port.address()))) {
                    ports.add(port);
                }
            }
        }
        SocketConfig sockets = driver.network().socket();
        return new BusNeeds(
                true,
                driver.directory(),
                StorageNeed.of(driver, logs).bytes(),
                0,
                Runtime.getRuntime().maxMemory(),
                driverThreads,
                spinning(all),
                streams.isOnNetwork(),
                sockets.receiveBufferLength(),
                sockets.sendBufferLength(),
                ports);
    }

    private static Map<String, IdleSettings> driverThreads(ThreadingConfig threading) {
        IdleConfig idle = threading.idle();
        Map<String, IdleSettings> threads = new LinkedHashMap<>();
        switch (threading.mode()) {
            case DEDICATED -> {
                threads.put("conductor", idle.conductor());
                threads.put("sender", idle.sender());
                threads.put("receiver", idle.receiver());
            }
            case SHARED_NETWORK -> {
                threads.put("conductor", idle.conductor());
                threads.put("sender and receiver", idle.sharedNetwork());
            }
            case SHARED -> threads.put("driver", idle.shared());
            case INVOKER -> {
                // Runs on a thread of the application.
            }
        }
        return threads;
    }

    private static List<String> spinning(Map<String, IdleSettings> threads) {
        List<String> spinning = new ArrayList<>();
        for (Map.Entry<String, IdleSettings> thread : threads.entrySet()) {
            if (SPINNING.contains(thread.getValue().name())) {
                spinning.add(thread.getKey());
            }
        }
        return spinning;
    }

    /** Where a listener binds; null for a group, a name that would have to be looked up, and a port still to be chosen. */
    private static @Nullable ListenPort port(String stream, ChannelUri uri) {
        HostAndPort endpoint = HostAndPort.of(uri, ChannelParam.ENDPOINT);
        if (endpoint == null || endpoint.port() == 0 || uri.has(ChannelParam.CONTROL)) {
            return null;
        }
        InetAddress address = Addresses.isLoopback(endpoint) && Addresses.literal(endpoint) == null
                ? InetAddress.getLoopbackAddress()
                : Addresses.literal(endpoint);
        return address == null || address.isMulticastAddress()
                ? null
                : new ListenPort("bus.streams." + stream + ".channel", new InetSocketAddress(address, endpoint.port()));
    }
}
