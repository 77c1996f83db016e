package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.ResponseNotice;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.driver.exchange.StreamRefusal;
import io.tradebus.core.driver.exchange.TransportSetup;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told. */
final class FakeConductor implements ConductorRequests {
    final List<String> told = new ArrayList<>();
    final List<SetupNotice> setups = new ArrayList<>();

    @Override
    public void onSetup(SetupNotice notice) {
        setups.add(notice);
        told.add("setup " + notice.sessionId());
    }

    @Override
    public void onSendEndpointClosed(long endpointId) {
        told.add("sending endpoint closed " + endpointId);
    }

    @Override
    public void onReceiveEndpointClosed(long endpointId) {
        told.add("closed " + endpointId);
    }

    @Override
    public void onReceiveTransportClosed(long endpointId, long transportId) {
        told.add("closed " + endpointId + " transport " + transportId);
    }

    @Override
    public void onSendEndpointSilent(long endpointId) {
        told.add("sending endpoint silent " + endpointId);
    }

    @Override
    public void onReceiveEndpointSilent(long endpointId, long transportId) {
        told.add("silent " + endpointId + (transportId == TransportSetup.OWN ? "" : " transport " + transportId));
    }

    @Override
    public void onResponseSetup(ResponseNotice notice) {
        told.add("response " + notice.sessionId() + " to " + notice.subscriptionId());
    }

    @Override
    public void onDestinationSilent(long endpointId, long destinationId) {
        told.add("destination silent " + endpointId + " " + destinationId);
    }

    @Override
    public void onStreamRefused(StreamRefusal refusal) {
        told.add(refusal.toString());
    }
}
