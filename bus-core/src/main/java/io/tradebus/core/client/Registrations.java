package io.tradebus.core.client;

import io.tradebus.core.BusException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.status.UnsafeBufferPosition;
import org.jspecify.annotations.Nullable;

/**
 * What a client has: publications, subscriptions with their images, and counters, each by the request that added it.
 * Used under the client's lock.
 *
 * <p>To close something here means that the application finds it closed, that its log is let go, and that listeners are
 * told; what the driver is told is up to the caller.
 */
final class Registrations {
    private final Long2ObjectHashMap<Publication> publications = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Subscription> subscriptions = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Counter> counters = new Long2ObjectHashMap<>();
    private final DriverLink link;
    private final MappedLogs logs;
    private final ResourceOwner owner;

    Registrations(DriverLink link, MappedLogs logs, ResourceOwner owner) {
        this.link = link;
        this.logs = logs;
        this.owner = owner;
    }

    @Nullable Publication publication(long registrationId) {
        return publications.get(registrationId);
    }

    @Nullable Subscription subscription(long registrationId) {
        return subscriptions.get(registrationId);
    }

    @Nullable Counter counter(long correlationId) {
        return counters.get(correlationId);
    }

    /** All local publications that the driver counts as one. */
    List<Publication> publicationsOf(long originalRegistrationId) {
        List<Publication> found = new ArrayList<>();
        for (Publication publication : publications.values()) {
            if (publication.originalRegistrationId() == originalRegistrationId) {
                found.add(publication);
            }
        }
        return found;
    }

    /** Whether something here uses the channel status counter. */
    boolean usesChannelStatus(int counterId) {
        for (Publication publication : publications.values()) {
            if (publication.channelStatusId() == counterId) {
                return true;
            }
        }
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.channelStatusId() == counterId) {
                return true;
            }
        }
        return false;
    }

    void addPublication(PublicationDescription description, String logFile, boolean isExclusive) {
        MappedLog log = logs.acquire(description.originalRegistrationId(), logFile);
        UnsafeBufferPosition limit = new UnsafeBufferPosition(link.counterValues(), description.limitCounterId());
        publications.put(
                description.registrationId(),
                isExclusive
                        ? new ExclusivePublication(description, log, limit, owner)
                        : new ConcurrentPublication(description, log, limit, owner));
    }

    void closePublication(Publication publication, long nowNs, long lingerNs) {
        publications.remove(publication.registrationId());
        publication.markClosed();
        logs.release(publication.log(), nowNs, lingerNs);
    }

    void addSubscription(PendingRequest request, int channelStatusId) {
        Subscription subscription =
                new Subscription(request.correlationId, request.stream, channelStatusId, request.listeners, owner);
        subscriptions.put(request.correlationId, subscription);
    }

    void closeSubscription(Subscription subscription, long nowNs, long lingerNs) {
        subscriptions.remove(subscription.registrationId());
        for (Image image : subscription.closeAll()) {
            onImageClosed(subscription, image, nowNs, lingerNs);
        }
    }

    /** Adds an image whose log can be mapped, and tells the listener. */
    void addImage(Subscription subscription, ImageDescription description, String logFile) {
        if (subscription.hasImage(description.correlationId())) {
            return;
        }
        MappedLog log = logs.acquire(description.correlationId(), logFile);
        UnsafeBufferPosition position =
                new UnsafeBufferPosition(link.counterValues(), description.subscriberPositionId());
        Image image = new Image(subscription, description, log, position, owner);
        subscription.addImage(image);
        call(subscription.listeners().available(), image);
    }

    void removeImage(Subscription subscription, long correlationId, long nowNs, long lingerNs) {
        Image image = subscription.removeImage(correlationId);
        if (image != null) {
            onImageClosed(subscription, image, nowNs, lingerNs);
        }
    }

    Counter addCounter(PendingRequest request, int counterId) {
        boolean isStatic = request.kind == PendingRequest.Kind.STATIC_COUNTER;
        Counter counter = new Counter(link.counters(), counterId, request.registrationId, isStatic, owner);
        counters.put(request.correlationId, counter);
        return counter;
    }

    void closeCounter(Counter counter) {
        counter.markClosed();
        counters.values().remove(counter);
    }

    /** Closes a counter that the driver has freed. */
    void onCounterFreed(long registrationId, int counterId) {
        Counter counter = counters.get(registrationId);
        if (counter != null && counter.id() == counterId && !counter.isStatic()) {
            closeCounter(counter);
        }
    }

    void closeAll(long nowNs, long lingerNs) {
        for (Publication publication : new ArrayList<>(publications.values())) {
            closePublication(publication, nowNs, lingerNs);
        }
        for (Subscription subscription : new ArrayList<>(subscriptions.values())) {
            closeSubscription(subscription, nowNs, lingerNs);
        }
        for (Counter counter : new ArrayList<>(counters.values())) {
            closeCounter(counter);
        }
    }

    private void onImageClosed(Subscription subscription, Image image, long nowNs, long lingerNs) {
        logs.release(image.log(), nowNs, lingerNs);
        call(subscription.listeners().unavailable(), image);
    }

    private void call(ImageListener listener, Image image) {
        try {
            listener.onImage(image);
        } catch (RuntimeException | Error error) {
            owner.onHandlerError(new BusException("an image listener failed for " + image, error));
        }
    }
}
