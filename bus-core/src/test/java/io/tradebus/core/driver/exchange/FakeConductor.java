package io.tradebus.core.driver.exchange;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told. */
public final class FakeConductor implements ConductorRequests {
    public final List<String> told = new ArrayList<>();
    public final List<SetupNotice> setups = new ArrayList<>();

    /** Streams may move again at any time: only whether it was told. */
    public boolean publicationsStirred;

    public boolean imagesStirred;

    @Override
    public void onPublicationsStirred() {
        publicationsStirred = true;
    }

    @Override
    public void onImagesStirred() {
        imagesStirred = true;
    }

    @Override
    public void onSetup(SetupNotice notice) {
        setups.add(notice);
        told.add("setup " + notice.sessionId());
    }

    @Override
    public void onSendEndpointFailed(long endpointId, String reason) {
        told.add("sending endpoint failed " + endpointId + ": " + reason);
    }

    @Override
    public void onReceiveTransportFailed(long endpointId, long transportId, String reason) {
        told.add("receiving endpoint failed " + endpointId + " transport " + transportId + ": " + reason);
    }

    @Override
    public void onSendEndpointClosed(long endpointId) {
        told.add("sending endpoint closed " + endpointId);
    }

    @Override
    public void onReceiveEndpointClosed(long endpointId) {
        told.add("receiving endpoint closed " + endpointId);
    }

    @Override
    public void onReceiveTransportClosed(long endpointId, long transportId) {
        told.add("receiving endpoint closed " + endpointId + " transport " + transportId);
    }

    @Override
    public void onSendEndpointSilent(long endpointId) {
        told.add("sending endpoint silent " + endpointId);
    }

    @Override
    public void onReceiveEndpointSilent(long endpointId, long transportId) {
        told.add("receiving endpoint silent " + endpointId
                + (transportId == TransportSetup.OWN ? "" : " transport " + transportId));
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
