package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.ChannelResolver;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.HostAndPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Looks names of endpoints up again when nothing is heard from where they led, and tells sender and receiver when they lead
 * elsewhere. See docs/wire-protocol.md#addresses-multicast-interfaces-resolution.
 */
public final class NetworkMaintenance {
    private final List<LookUp> lookUps = new ArrayList<>();
    private final ChannelResolver resolver;
    private final Background background;
    private final Mailbox<SenderRequests> sender;
    private final Mailbox<ReceiverRequests> receiver;
    private final AtomicCounter changes;
    private final Consumer<String> warnings;
    private final NetworkObserver observer;

    /**
     * A name that is being looked up.
     *
     * @param subject what the name is of: the endpoint or one of its destinations
     * @param known where it led so far
     * @param onChange what to do if it leads elsewhere
     */
    private record LookUp(
            Object subject,
            ResolvedName owner,
            HostAndPort name,
            InetSocketAddress known,
            Deferred<Optional<InetSocketAddress>> address,
            Consumer<InetSocketAddress> onChange) {}

    /**
     * @param resolver asked on a background thread
     * @param changes counts names that lead elsewhere
     * @param warnings told of names that cannot be resolved any more
     */
    public NetworkMaintenance(
            ChannelResolver resolver,
            Background background,
            Mailbox<SenderRequests> sender,
            Mailbox<ReceiverRequests> receiver,
            AtomicCounter changes,
            Consumer<String> warnings,
            NetworkObserver observer) {
        this.resolver = resolver;
        this.background = background;
        this.sender = sender;
        this.receiver = receiver;
        this.changes = changes;
        this.warnings = warnings;
        this.observer = observer;
    }

    void onSilent(SendEndpoint endpoint) {
        HostAndPort name = EndpointNames.resolvableEndpoint(endpoint.channel());
        if (name != null && !endpoint.isClosing()) {
            long endpointId = endpoint.endpointId();
            lookUp(
                    endpoint,
                    endpoint,
                    name,
                    ChannelParam.ENDPOINT,
                    last(endpoint, endpoint.channel().remote()),
                    address -> {
                        endpoint.redirectedTo(address);
                        sender.post(agent -> agent.redirect(endpointId, address));
                    });
        }
    }

    /** @param destinationId registration id of a destination, which may be gone meanwhile */
    void onSilent(SendEndpoint endpoint, long destinationId) {
        for (SendDestination destination : endpoint.destinations()) {
            if (destination.registrationId() == destinationId) {
                long endpointId = endpoint.endpointId();
                lookUp(
                        destination,
                        endpoint,
                        destination.name(),
                        ChannelParam.ENDPOINT,
                        destination.address(),
                        address -> {
                            destination.address(address);
                            sender.post(agent -> agent.redirectDestination(endpointId, destinationId, address));
                        });
            }
        }
    }

    /** Nothing was heard by one transport of an endpoint: its own, or that of a destination. */
    void onSilent(ReceiveEndpoint endpoint, long transportId) {
        ResolvedName owner = transportId == TransportSetup.OWN ? endpoint : endpoint.destination(transportId);
        if (owner == null || owner.isClosing()) {
            return;
        }
        HostAndPort name = owner.channel().params().addresses().control();
        InetSocketAddress known = EndpointNames.solicited(owner.channel());
        if (name != null && known != null) {
            long endpointId = endpoint.endpointId();
            lookUp(owner, owner, name, ChannelParam.CONTROL, last(owner, known), address -> {
                owner.redirectedTo(address);
                receiver.post(agent -> agent.redirect(endpointId, transportId, address));
            });
        }
    }

    /** Takes what was looked up. Called each cycle. */
    public int advance() {
        int workCount = 0;
        for (int i = lookUps.size() - 1; i >= 0; i--) {
            if (lookUps.get(i).address().isDone()) {
                take(lookUps.remove(i));
                workCount++;
            }
        }
        return workCount;
    }

    private static InetSocketAddress last(ResolvedName owner, InetSocketAddress first) {
        InetSocketAddress redirectedTo = owner.redirectedTo();
        return redirectedTo == null ? first : redirectedTo;
    }

    private void lookUp(
            Object subject,
            ResolvedName owner,
            HostAndPort name,
            ChannelParam param,
            InetSocketAddress known,
            Consumer<InetSocketAddress> onChange) {
        for (LookUp pending : lookUps) {
            if (pending.subject().equals(subject)) {
                return;
            }
        }
        lookUps.add(new LookUp(
                subject,
                owner,
                name,
                known,
                background.start(() -> Optional.ofNullable(resolver.lookUpAgain(name, param))),
                onChange));
    }

    private void take(LookUp lookUp) {
        UdpChannel channel = lookUp.owner().channel();
        InetSocketAddress address =
                lookUp.address().isFailed() ? null : lookUp.address().result().orElse(null);
        if (address == null) {
            warnings.accept("could not re-resolve: endpoint=" + lookUp.name() + " channel=" + channel.uri());
            return;
        }
        if (!address.equals(lookUp.known()) && !lookUp.owner().isClosing()) {
            changes.increment();
            lookUp.onChange().accept(address);
            observer.onResolutionChanged(channel.uri().toString(), AddressText.of(address));
        }
    }
}
