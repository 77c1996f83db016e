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
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * Looks names of endpoints up again when nothing is heard from where they led, and tells sender and receiver when they
 * lead elsewhere. See docs/wire-protocol.md#addresses-multicast-interfaces-resolution.
 *
 * <p>One name is looked up at a time: clients' requests have names looked up by the same thread, and must not wait for
 * all those that lead nowhere.
 */
public final class NetworkMaintenance {
    private final ArrayDeque<LookUp> waiting = new ArrayDeque<>();
    private final ChannelResolver resolver;
    private final Background background;
    private final Mailbox<SenderRequests> sender;
    private final Mailbox<ReceiverRequests> receiver;
    private final AtomicCounter changes;
    private final Consumer<String> warnings;
    private final NetworkObserver observer;
    private @Nullable LookUp current;
    private @Nullable Deferred<Optional<InetSocketAddress>> address;

    /**
     * A name that is to be looked up.
     *
     * @param subject what the name is of: the endpoint or one of its destinations
     * @param channel of the endpoint
     * @param param the parameter that names it
     * @param known where it led so far
     * @param isWanted whether the subject is still there
     * @param onChange what to do if it leads elsewhere
     */
    private record LookUp(
            Object subject,
            UdpChannel channel,
            HostAndPort name,
            ChannelParam param,
            InetSocketAddress known,
            BooleanSupplier isWanted,
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
        if (name != null) {
            long endpointId = endpoint.endpointId();
            lookUp(new LookUp(
                    endpoint,
                    endpoint.channel(),
                    name,
                    ChannelParam.ENDPOINT,
                    last(endpoint, endpoint.channel().remote()),
                    () -> !endpoint.isClosing(),
                    found -> {
                        endpoint.redirectedTo(found);
                        sender.post(agent -> agent.redirect(endpointId, found));
                    }));
        }
    }

    /** @param destinationId registration id of a destination, which may be gone meanwhile */
    void onSilent(SendEndpoint endpoint, long destinationId) {
        for (SendDestination destination : endpoint.destinations()) {
            if (destination.registrationId() == destinationId) {
                long endpointId = endpoint.endpointId();
                lookUp(new LookUp(
                        destination,
                        endpoint.channel(),
                        destination.name(),
                        ChannelParam.ENDPOINT,
                        destination.address(),
                        () -> endpoint.destinations().contains(destination) && !endpoint.isClosing(),
                        found -> {
                            destination.address(found);
                            sender.post(agent -> agent.redirectDestination(endpointId, destinationId, found));
                        }));
            }
        }
    }

    /** Nothing was heard by one transport of an endpoint: its own, or that of a destination. */
    void onSilent(ReceiveEndpoint endpoint, long transportId) {
        ResolvedName owner = transportId == TransportSetup.OWN ? endpoint : endpoint.destination(transportId);
        if (owner == null) {
            return;
        }
        HostAndPort name = owner.channel().params().addresses().control();
        InetSocketAddress known = EndpointNames.solicited(owner.channel());
        if (name != null && known != null) {
            long endpointId = endpoint.endpointId();
            lookUp(new LookUp(
                    owner,
                    owner.channel(),
                    name,
                    ChannelParam.CONTROL,
                    last(owner, known),
                    () -> !owner.isClosing() && !endpoint.isClosing(),
                    found -> {
                        owner.redirectedTo(found);
                        receiver.post(agent -> agent.redirect(endpointId, transportId, found));
                    }));
        }
    }

    /** Takes what was looked up, and has the next name looked up. Called each cycle. */
    public int advance() {
        LookUp done = current;
        Deferred<Optional<InetSocketAddress>> found = address;
        if (done == null || found == null) {
            return startNext();
        }
        if (!found.isDone()) {
            return 0;
        }
        current = null;
        address = null;
        take(done, found);
        return 1 + startNext();
    }

    private static InetSocketAddress last(ResolvedName owner, InetSocketAddress first) {
        InetSocketAddress redirectedTo = owner.redirectedTo();
        return redirectedTo == null ? first : redirectedTo;
    }

    private void lookUp(LookUp asked) {
        if (!asked.isWanted().getAsBoolean()
                || current != null && current.subject().equals(asked.subject())) {
            return;
        }
        for (LookUp pending : waiting) {
            if (pending.subject().equals(asked.subject())) {
                return;
            }
        }
        waiting.add(asked);
    }

    private int startNext() {
        LookUp next = waiting.poll();
        while (next != null && !next.isWanted().getAsBoolean()) {
            next = waiting.poll();
        }
        if (next == null) {
            return 0;
        }
        HostAndPort name = next.name();
        ChannelParam param = next.param();
        current = next;
        address = background.start(() -> Optional.ofNullable(resolver.lookUpAgain(name, param)));
        return 1;
    }

    private void take(LookUp lookUp, Deferred<Optional<InetSocketAddress>> address) {
        if (!lookUp.isWanted().getAsBoolean()) {
            return;
        }
        UdpChannel channel = lookUp.channel();
        InetSocketAddress found = address.isFailed() ? null : address.result().orElse(null);
        if (found == null) {
            warnings.accept("could not re-resolve: endpoint=" + lookUp.name() + " channel=" + channel.uri());
        } else if (!found.equals(lookUp.known())) {
            changes.increment();
            lookUp.onChange().accept(found);
            observer.onResolutionChanged(channel.uri().toString(), AddressText.of(found));
        }
    }
}
