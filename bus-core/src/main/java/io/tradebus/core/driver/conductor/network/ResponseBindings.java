package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.ImageLinker;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.Subscriptions;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.ResponseNotice;
import java.util.ArrayDeque;

/**
 * Lets subscriptions that wait for responses read the session that a responder names. See
 * docs/driver-behaviour.md#response-channels.
 *
 * <p>A responder that names another session than before has begun anew, so the subscription follows it, and the session
 * before is not read any more; its subscribers read what has come of it. Where several may answer, the first one keeps
 * its place for as long as it is received.
 */
public final class ResponseBindings {
    private final ArrayDeque<ResponseNotice> notices = new ArrayDeque<>();
    private final Subscriptions subscriptions;
    private final ReceiveEndpoints endpoints;
    private final NetworkImages images;
    private final ImageLinker linker;
    private final Mailbox<ReceiverRequests> receiver;

    public ResponseBindings(
            Subscriptions subscriptions,
            ReceiveEndpoints endpoints,
            NetworkImages images,
            ImageLinker linker,
            Mailbox<ReceiverRequests> receiver) {
        this.subscriptions = subscriptions;
        this.endpoints = endpoints;
        this.images = images;
        this.linker = linker;
        this.receiver = receiver;
    }

    /** A responder names its session. */
    void onResponseSetup(ResponseNotice notice) {
        notices.add(notice);
    }

    /** Heeds what was said. Called each cycle. */
    int advance(long nowNs) {
        int workCount = notices.size();
        while (!notices.isEmpty()) {
            heed(notices.remove(), nowNs);
        }
        return workCount;
    }

    private void heed(ResponseNotice notice, long nowNs) {
        StreamSubscription subscription = subscriptions.find(notice.subscriptionId());
        if (subscription == null
                || !subscription.isResponse()
                || !(subscription.source() instanceof ReceiveEndpoint endpoint)) {
            return;
        }
        int sessionId = notice.sessionId();
        Integer before = subscription.sessionId();
        if (before != null && before == sessionId) {
            long endpointId = endpoint.endpointId();
            receiver.post(agent -> agent.requestSetup(endpointId, subscription.streamId(), sessionId));
        } else if (before == null || mayLeave(before, subscription, endpoint, notice)) {
            endpoints.rebind(endpoint, subscription, sessionId);
            linker.linkAll(subscription, images.all(), nowNs);
        }
    }

    private boolean mayLeave(
            int sessionId, StreamSubscription subscription, ReceiveEndpoint endpoint, ResponseNotice notice) {
        // Who names a session in the channel wants no other one.
        boolean isChosen = subscription.params().sessionId() != null;
        return !isChosen && (!notice.isFromGroup() || !images.isReceived(endpoint, subscription.streamId(), sessionId));
    }
}
