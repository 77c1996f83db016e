package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.BusException;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.StreamKey;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * Lets subscriptions read streams, and ends it. A subscriber's position counter exists, stands at the position at
 * which it joins, and holds the publisher up, before the subscriber hears of the image. See
 * docs/shared-memory.md#availability-protocol.
 */
public final class ImageLinker {
    private final CountersManager counters;
    private final ClientEvents events;
    private final ResourceObserver observer;
    private final ErrorHandler errors;
    private boolean isIncomplete;

    /** @param errors told why a subscription cannot read a stream that it matches */
    public ImageLinker(CountersManager counters, ClientEvents events, ResourceObserver observer, ErrorHandler errors) {
        this.counters = counters;
        this.events = events;
        this.observer = observer;
        this.errors = errors;
    }

    /**
     * Links a stream with each subscription that matches and does not read it yet. One that cannot be linked, since
     * there are no counters left, does not keep the others from reading, nor whoever asked from being answered; it is
     * linked by {@link #linkMissing} once there is room.
     */
    public void linkAll(ReadableStream stream, List<StreamSubscription> subscriptions, long nowNs) {
        for (int i = 0; i < subscriptions.size(); i++) {
            tryToLink(stream, subscriptions.get(i), nowNs);
        }
    }

    /** Links a subscription with each stream that it matches and does not read yet, in the same way. */
    public void linkAll(StreamSubscription subscription, List<? extends ReadableStream> streams, long nowNs) {
        for (int i = 0; i < streams.size(); i++) {
            tryToLink(streams.get(i), subscription, nowNs);
        }
    }

    /** Whether a subscription may not read a stream yet that it should, since there were no counters left. */
    public boolean isIncomplete() {
        return isIncomplete;
    }

    /** Tries again to link what could not be linked; what still cannot be is not told once more. */
    public void linkMissing(
            List<List<? extends ReadableStream>> streams, List<StreamSubscription> subscriptions, long nowNs) {
        isIncomplete = false;
        for (List<? extends ReadableStream> some : streams) {
            for (ReadableStream stream : some) {
                linkMissing(stream, subscriptions, nowNs);
            }
        }
    }

    private void linkMissing(ReadableStream stream, List<StreamSubscription> subscriptions, long nowNs) {
        for (StreamSubscription subscription : subscriptions) {
            try {
                linkIfMatching(stream, subscription, nowNs);
            } catch (RuntimeException e) {
                isIncomplete = true;
            }
        }
    }

    /** Tells those who still believe that they can read, without unlinking them. */
    public void announceUnavailable(ReadableStream stream) {
        List<SubscriberPosition> subscribers = stream.subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            if (subscribers.get(i).isReading()) {
                announceUnavailable(subscribers.get(i));
            }
        }
    }

    /** Tells the client of a subscription that none of the images it reads is there any more, without unlinking it. */
    public void announceUnavailable(StreamSubscription subscription) {
        List<SubscriberPosition> positions = subscription.positions();
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i).isReading()) {
                announceUnavailable(positions.get(i));
            }
        }
    }

    /** Says that the image is gone, without unlinking it. Whoever has been told is not told again. */
    public void announceUnavailable(SubscriberPosition position) {
        if (!position.isAnnounced()) {
            return;
        }
        position.isAnnounced(false);
        events.onUnavailableImage(position);
        ReadableStream stream = position.stream();
        observer.onImageUnavailable(
                stream.imageId(),
                stream.sessionId(),
                stream.streamId(),
                position.subscription().registrationId());
    }

    /** Says that the image is there, to be read from where its position counter stands. */
    public void announceAvailable(SubscriberPosition position) {
        position.isAnnounced(true);
        events.onAvailableImage(position);
        ReadableStream stream = position.stream();
        observer.onImageAvailable(
                stream.imageId(),
                stream.sessionId(),
                stream.streamId(),
                position.subscription().registrationId(),
                position.get());
    }

    /** Takes the subscriber out of its stream and frees its position counter. */
    public void unlink(SubscriberPosition position) {
        position.stream().remove(position);
        position.subscription().positions().remove(position);
        position.close();
    }

    /** Ends reading for every subscriber of the stream. */
    public void unlinkAll(ReadableStream stream) {
        List<SubscriberPosition> subscribers = stream.subscribers();
        for (int i = subscribers.size() - 1; i >= 0; i--) {
            unlink(subscribers.get(i));
        }
    }

    /** Ends reading for a subscription that is removed by its client, which therefore is told nothing. */
    public void unlinkAll(StreamSubscription subscription) {
        List<SubscriberPosition> positions = subscription.positions();
        for (int i = positions.size() - 1; i >= 0; i--) {
            unlink(positions.get(i));
        }
    }

    private void tryToLink(ReadableStream stream, StreamSubscription subscription, long nowNs) {
        try {
            linkIfMatching(stream, subscription, nowNs);
        } catch (RuntimeException e) {
            isIncomplete = true;
            errors.onError(new BusException(
                    "subscription " + subscription.registrationId() + " cannot read image " + stream.imageId()
                            + " yet: " + e.getMessage()
                            + "; it is tried again, and if counters have run out, aeron.counters.buffer.length is too"
                            + " small",
                    e));
        }
    }

    private void linkIfMatching(ReadableStream stream, StreamSubscription subscription, long nowNs) {
        if (stream.acceptsSubscribers() && subscription.matches(stream) && subscription.mayJoin(stream)) {
            link(stream, subscription, nowNs);
        }
    }

    private void link(ReadableStream stream, StreamSubscription subscription, long nowNs) {
        long joinPosition = stream.joinPosition();
        StreamKey key = new StreamKey(
                subscription.registrationId(), stream.sessionId(), stream.streamId(), subscription.channel());
        int counterId = StreamCounter.allocateSubscriberPosition(
                counters, subscription.clientId(), key, stream.imageId(), joinPosition);
        AtomicCounter counter = new AtomicCounter(counters.valuesBuffer(), counterId, counters);
        SubscriberPosition position = new SubscriberPosition(subscription, stream, counter, nowNs);
        subscription.positions().add(position);
        stream.add(position);
        announceAvailable(position);
    }
}
