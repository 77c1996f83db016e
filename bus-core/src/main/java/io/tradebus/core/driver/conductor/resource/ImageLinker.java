package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.StreamKey;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * Lets subscriptions read publications, and ends it. A subscriber's position counter exists, stands at the position at
 * which it joins, and holds the publisher up, before the subscriber hears of the image. See
 * docs/shared-memory.md#availability-protocol.
 */
public final class ImageLinker {
    private final CountersManager counters;
    private final ClientEvents events;
    private final ResourceObserver observer;

    public ImageLinker(CountersManager counters, ClientEvents events, ResourceObserver observer) {
        this.counters = counters;
        this.events = events;
        this.observer = observer;
    }

    /** Links a publication with each subscription that matches and does not read it yet. */
    public void linkAll(IpcPublication publication, List<IpcSubscription> subscriptions, long nowNs) {
        for (int i = 0; i < subscriptions.size(); i++) {
            linkIfMatching(publication, subscriptions.get(i), nowNs);
        }
    }

    /** Links a subscription with each publication that it matches and does not read yet. */
    public void linkAll(IpcSubscription subscription, List<IpcPublication> publications, long nowNs) {
        for (int i = 0; i < publications.size(); i++) {
            linkIfMatching(publications.get(i), subscription, nowNs);
        }
    }

    /** Says that the image is gone, without unlinking it. */
    void announceUnavailable(SubscriberPosition position) {
        events.onUnavailableImage(position);
        IpcPublication publication = position.publication();
        observer.onImageUnavailable(
                publication.registrationId(),
                publication.sessionId(),
                publication.streamId(),
                position.subscription().registrationId());
    }

    /** Says that the image is there, to be read from where its position counter stands. */
    void announceAvailable(SubscriberPosition position) {
        events.onAvailableImage(position);
        IpcPublication publication = position.publication();
        observer.onImageAvailable(
                publication.registrationId(),
                publication.sessionId(),
                publication.streamId(),
                position.subscription().registrationId(),
                position.get());
    }

    /** Takes the subscriber out of its publication and frees its position counter. */
    void unlink(SubscriberPosition position) {
        position.publication().remove(position);
        position.subscription().positions().remove(position);
        position.close();
    }

    /** Ends reading for every subscriber of the publication. */
    void unlinkAll(IpcPublication publication) {
        List<SubscriberPosition> subscribers = publication.subscribers();
        for (int i = subscribers.size() - 1; i >= 0; i--) {
            unlink(subscribers.get(i));
        }
    }

    /** Ends reading for a subscription that is removed by its client, which therefore is told nothing. */
    public void unlinkAll(IpcSubscription subscription) {
        List<SubscriberPosition> positions = subscription.positions();
        for (int i = positions.size() - 1; i >= 0; i--) {
            unlink(positions.get(i));
        }
    }

    private void linkIfMatching(IpcPublication publication, IpcSubscription subscription, long nowNs) {
        if (publication.acceptsSubscribers()
                && subscription.matches(publication.streamId(), publication.sessionId())
                && subscription.mayJoin(publication)) {
            link(publication, subscription, nowNs);
        }
    }

    private void link(IpcPublication publication, IpcSubscription subscription, long nowNs) {
        long joinPosition = publication.joinPosition();
        StreamKey key = new StreamKey(
                subscription.registrationId(), publication.sessionId(), publication.streamId(), subscription.channel());
        int counterId = StreamCounter.allocateSubscriberPosition(
                counters, subscription.clientId(), key, publication.registrationId(), joinPosition);
        AtomicCounter counter = new AtomicCounter(counters.valuesBuffer(), counterId, counters);
        SubscriberPosition position = new SubscriberPosition(subscription, publication, counter, nowNs);
        subscription.positions().add(position);
        publication.add(position);
        announceAvailable(position);
    }
}
