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

    /** A name that is being looked up, and what to do if it leads elsewhere. */
    private record LookUp(
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
                    name,
                    ChannelParam.ENDPOINT,
                    endpoint.channel().remote(),
                    address -> sender.post(agent -> agent.redirect(endpointId, address)));
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
            lookUp(
                    owner,
                    name,
                    ChannelParam.CONTROL,
                    known,
                    address -> receiver.post(agent -> agent.redirect(endpointId, transportId, address)));
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

    private void lookUp(
            ResolvedName owner,
            HostAndPort name,
            ChannelParam param,
            InetSocketAddress known,
            Consumer<InetSocketAddress> onChange) {
        for (LookUp pending : lookUps) {
            if (pending.owner().equals(owner)) {
                return;
            }
        }
        InetSocketAddress last = owner.redirectedTo();
        lookUps.add(new LookUp(
                owner,
                name,
                last == null ? known : last,
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
            lookUp.owner().redirectedTo(address);
            lookUp.onChange().accept(address);
            observer.onResolutionChanged(channel.uri().toString(), AddressText.of(address));
        }
    }
}
