package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.ResponseNotice;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.driver.exchange.StreamRefusal;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told. */
final class FakeConductor implements ConductorRequests {
    final List<String> told = new ArrayList<>();

    @Override
    public void onSetup(SetupNotice notice) {
        told.add("setup");
    }

    @Override
    public void onSendEndpointClosed(long endpointId) {
        told.add("closed " + endpointId);
    }

    @Override
    public void onReceiveEndpointClosed(long endpointId) {
        told.add("receiving endpoint closed " + endpointId);
    }

    @Override
    public void onReceiveTransportClosed(long endpointId, long transportId) {
        told.add("receiving transport closed " + endpointId);
    }

    @Override
    public void onSendEndpointSilent(long endpointId) {
        told.add("silent " + endpointId);
    }

    @Override
    public void onReceiveEndpointSilent(long endpointId, long transportId) {
        told.add("receiving endpoint silent " + endpointId);
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
