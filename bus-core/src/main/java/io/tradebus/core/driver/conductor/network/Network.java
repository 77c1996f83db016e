package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.ClientEvents;
import io.tradebus.core.driver.conductor.resource.LogStore;
import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.ResponseNotice;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.driver.exchange.StreamRefusal;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.ChannelResolver;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.control.ErrorCode;

/**
 * Everything that exists in the driver because streams leave the machine or come to it, and what the conductor's duty
 * cycle does for it. Sender and receiver are heard here.
 *
 * @param resolver what channels mean; asked on a background thread
 * @param sendEndpoints where streams leave
 * @param receiveEndpoints where streams come
 * @param publications streams that leave
 * @param publicationOpener makes them
 * @param images streams that come
 * @param setups streams that are offered
 * @param responseBindings responses that are waited for
 * @param responseOffers responses that are given
 * @param maintenance names that are looked up again
 * @param events tells clients what receivers elsewhere say
 * @param mailboxes to and from the agents
 */
public record Network(
        ChannelResolver resolver,
        PortOpener ports,
        SendEndpoints sendEndpoints,
        ReceiveEndpoints receiveEndpoints,
        NetworkPublications publications,
        PublicationOpener publicationOpener,
        NetworkImages images,
        SetupRequests setups,
        ResponseBindings responseBindings,
        ResponseOffers responseOffers,
        NetworkMaintenance maintenance,
        ClientEvents events,
        Mailboxes mailboxes)
        implements ConductorRequests {
    private static final int REQUESTS_PER_CYCLE = 16;

    /** The three mailboxes of the driver. */
    public record Mailboxes(
            Mailbox<SenderRequests> sender, Mailbox<ReceiverRequests> receiver, Mailbox<ConductorRequests> conductor) {}

    /** Whether sender and receiver have room for what one more request of a client leads to. */
    public boolean hasRoom() {
        return mailboxes.sender().hasRoom() && mailboxes.receiver().hasRoom();
    }

    /** A request's wait for the port that it wants. */
    public PortWait newPortWait() {
        return new PortWait(address -> sendEndpoints.areLeaving(address) || receiveEndpoints.areLeaving(address));
    }

    /** Does what is to be done each cycle of the conductor. */
    public int advance(long nowNs) {
        int workCount = mailboxes.conductor().drainTo(this, REQUESTS_PER_CYCLE);
        workCount += setups.advance(nowNs);
        workCount += responseBindings.advance(nowNs);
        workCount += maintenance.advance();
        workCount += images.track(nowNs);
        workCount += publications.track(nowNs);
        responseOffers.track();
        workCount += mailboxes.sender().flush() + mailboxes.receiver().flush();
        return workCount;
    }

    /** Whether there is nobody to follow, and nothing that is not told. */
    public boolean isQuiet(long nowNs) {
        return hasRoom() && setups.areDone() && publications.isQuiet(nowNs) && images.isQuiet(nowNs);
    }

    /** Does what is due, and hands on logs that nobody needs any more. */
    public void onTick(long nowNs, LogStore logs) {
        publications.onTick(nowNs, logs);
        images.onTick(nowNs, logs);
    }

    /** Closes everything, when the driver closes. Sender and receiver have ended by then. */
    public void close(LogStore logs) {
        publications.closeAll(logs);
        images.closeAll(logs);
        sendEndpoints.closeAll();
        receiveEndpoints.closeAll();
    }

    @Override
    public void onPublicationsStirred() {
        publications.wake();
    }

    @Override
    public void onImagesStirred() {
        images.wake();
    }

    @Override
    public void onSetup(SetupNotice notice) {
        setups.onSetup(notice);
    }

    @Override
    public void onResponseSetup(ResponseNotice notice) {
        responseBindings.onResponseSetup(notice);
    }

    @Override
    public void onSendEndpointFailed(long endpointId, String reason) {
        SendEndpoint endpoint = sendEndpoints.find(endpointId);
        if (endpoint != null) {
            endpoint.onFailed();
            tellFailed(endpoint, endpoint.channel(), reason);
        }
    }

    @Override
    public void onReceiveTransportFailed(long endpointId, long transportId, String reason) {
        ReceiveEndpoint endpoint = receiveEndpoints.find(endpointId);
        if (endpoint == null) {
            return;
        }
        ReceiveDestination destination = endpoint.destination(transportId);
        if (destination != null) {
            destination.onFailed();
            tellFailed(endpoint, destination.channel(), reason);
        } else if (transportId == TransportSetup.OWN) {
            endpoint.onFailed();
            tellFailed(endpoint, endpoint.channel(), reason);
        }
    }

    /** Tells clients by the counter of the endpoint: what they asked for was answered before it was tried. */
    private void tellFailed(NetworkEndpoint endpoint, UdpChannel channel, String reason) {
        events.onError(
                endpoint.statusId(),
                ErrorCode.CHANNEL_ENDPOINT_ERROR,
                "channel error - " + reason + ": " + channel.uri());
    }

    @Override
    public void onSendEndpointClosed(long endpointId) {
        sendEndpoints.onClosed(endpointId);
    }

    @Override
    public void onReceiveEndpointClosed(long endpointId) {
        receiveEndpoints.onClosed(endpointId);
    }

    @Override
    public void onReceiveTransportClosed(long endpointId, long transportId) {
        receiveEndpoints.onDestinationClosed(endpointId, transportId);
    }

    @Override
    public void onSendEndpointSilent(long endpointId) {
        SendEndpoint endpoint = sendEndpoints.find(endpointId);
        if (endpoint != null) {
            maintenance.onSilent(endpoint);
        }
    }

    @Override
    public void onDestinationSilent(long endpointId, long destinationId) {
        SendEndpoint endpoint = sendEndpoints.find(endpointId);
        if (endpoint != null) {
            maintenance.onSilent(endpoint, destinationId);
        }
    }

    @Override
    public void onStreamRefused(StreamRefusal refusal) {
        events.onStreamRefused(refusal);
    }

    @Override
    public void onReceiveEndpointSilent(long endpointId, long transportId) {
        ReceiveEndpoint endpoint = receiveEndpoints.find(endpointId);
        if (endpoint != null) {
            maintenance.onSilent(endpoint, transportId);
        }
    }
}
