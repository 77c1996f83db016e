package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.PublicationState;
import java.util.ArrayList;
import java.util.List;

/**
 * The responses of this machine to requests that came over the network: has the receiver tell those who ask in which
 * session they are answered, for as long as they do not receive it. See docs/driver-behaviour.md#response-channels.
 *
 * <p>Requests are answered in one session. When a responder is gone and another one answers the same requests, or the
 * same one begins anew, the latest counts.
 */
public final class ResponseOffers {
    private final List<Offer> offers = new ArrayList<>();

    /** What answers which requests. */
    private record Offer(NetworkImage requests, NetworkPublication responses) {
        boolean isOver() {
            return responses.state() != PublicationState.ACTIVE || requests.state() == ImageState.DONE;
        }

        void track() {
            requests.tellResponseSession(responses.signals().hasReceiversAcquire() ? null : responses.sessionId());
        }
    }

    /** A publication answers the requests of an image from now on. */
    public void add(NetworkImage requests, NetworkPublication responses) {
        for (int i = 0; i < offers.size(); i++) {
            if (offers.get(i).requests() == requests) {
                offers.remove(i);
                break;
            }
        }
        Offer offer = new Offer(requests, responses);
        offers.add(offer);
        offer.track();
    }

    /** Follows those who receive responses. Called each cycle. */
    void track() {
        for (int i = offers.size() - 1; i >= 0; i--) {
            Offer offer = offers.get(i);
            if (offer.isOver()) {
                offers.remove(i);
                offer.requests().tellResponseSession(null);
            } else {
                offer.track();
            }
        }
    }
}
