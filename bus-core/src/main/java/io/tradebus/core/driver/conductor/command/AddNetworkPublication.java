package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.NetworkPublication;
import io.tradebus.core.driver.conductor.network.PortWait;
import io.tradebus.core.driver.conductor.network.PublicationOpener;
import io.tradebus.core.driver.conductor.network.SendEndpoint;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.driver.protocol.FlowControlSettings;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.channel.EndpointRules;
import io.tradebus.core.format.channel.PublicationParams;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.log.LogDescription;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds a publication to the network. Its names are resolved first, and its sockets are opened if nobody shares them.
 */
final class AddNetworkPublication extends AddPublication<NetworkPublication> {
    private final Network network;
    private final Deferred<UdpChannel> resolution;
    private @Nullable UdpChannel channel;
    private @Nullable SendEndpoint endpoint;
    private @Nullable FlowControlSettings flow;
    private boolean isReserved;
    private final PortWait portWait;

    AddNetworkPublication(
            PublicationRequest request,
            Resources resources,
            LogPlan plan,
            Network network,
            Deferred<UdpChannel> resolution) {
        super(request, resources, plan);
        this.network = network;
        this.resolution = resolution;
        portWait = network.newPortWait();
    }

    @Override
    boolean isPrepared(long nowNs) {
        if (!resolution.isDone()) {
            return false;
        }
        UdpChannel resolved = resolution.result();
        NetworkRules.requireSendable(resolved);
        channel = resolved;
        SendEndpoint found = network.sendEndpoints().find(resolved);
        if (found == null && !portWait.isOver(resolved.local(), nowNs)) {
            return false;
        }
        if (found == null) {
            EndpointRules.requireAddressOfNewPublication(resolved.params(), resolved.uri());
        } else {
            NetworkRules.requireSameSendEndpoint(
                    resolved, found.channel(), network.ports().buffers(found.channel()));
        }
        endpoint = found;
        return true;
    }

    @Override
    String sessionChannel() {
        SendEndpoint shared = endpoint;
        return (shared == null ? channel() : shared.channel()).canonicalForm();
    }

    @Override
    @Nullable NetworkPublication findShared(long responseCorrelationId) {
        SendEndpoint shared = endpoint;
        return shared == null
                ? null
                : network.publications().findShared(shared, request.streamId(), responseCorrelationId);
    }

    @Override
    void requireAgreement(NetworkPublication shared, PublicationParams params) {
        boolean existing = shared.description().traits().spiesSimulateConnection();
        boolean requested = params.delivery().isConnectedBySpies();
        if (existing != requested) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR,
                    "existing publication has different spiesSimulateConnection: existing=" + existing + " requested="
                            + requested);
        }
    }

    @Override
    @Nullable NetworkPublication findByEntityTag(long entityTag) {
        return network.publications().findByEntityTag(entityTag);
    }

    @Override
    @Nullable NetworkPublication findById(long registrationId) {
        return network.publications().find(registrationId);
    }

    @Override
    LogDescription.SocketBuffers prepareNew(PublicationParams params) {
        UdpChannel wanted = channel();
        SendEndpoint shared = endpoint;
        NetworkResponses.require(params.response(), resources, network);
        UdpChannel effective = shared == null ? wanted : shared.channel();
        flow = network.publicationOpener().flowControl(wanted, effective);
        EndpointRules.requireMtuFits(
                params.log().mtuLength(), network.ports().effectiveSendBufferLength(effective), wanted.uri());
        SendEndpoint used = shared == null ? network.sendEndpoints().open(wanted, request.correlationId()) : shared;
        endpoint = used;
        // The last publication that uses it may go while the log is created.
        used.addPublication();
        isReserved = true;
        return network.ports().buffers(effective);
    }

    @Override
    NetworkPublication add(LogDescription description, LogFile log, long nowNs) {
        SendEndpoint reserved = Objects.requireNonNull(endpoint);
        NetworkPublication publication = network.publicationOpener()
                .open(
                        description,
                        log,
                        reserved,
                        new PublicationOpener.Request(
                                request.clientId(), request.channel(), Objects.requireNonNull(flow)),
                        nowNs);
        giveReservationBack(reserved);
        return publication;
    }

    @Override
    void onLinked(NetworkPublication publication, long nowNs) {
        NetworkResponses.offer(publication, network);
        resources.linker().linkAll(publication, resources.subscriptions().all(), nowNs);
    }

    @Override
    void onRefused() {
        SendEndpoint used = endpoint;
        if (used != null) {
            giveReservationBack(used);
        }
    }

    private void giveReservationBack(SendEndpoint used) {
        if (isReserved) {
            isReserved = false;
            network.sendEndpoints().release(used);
        }
    }

    private UdpChannel channel() {
        return Objects.requireNonNull(channel);
    }
}
