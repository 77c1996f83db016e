package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.client.Destinations.Destination;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.UnsafeBufferPosition;
import org.jspecify.annotations.Nullable;

/**
 * What a client has: publications, subscriptions with their images, and counters, in the order they were added. Used
 * under the client's lock.
 *
 * <p>Each is known by two ids: the request that added it first, which the application knows, and the request that added
 * it to the present driver. Ids of the next driver begin above those of the last one, so that none means two things.
 *
 * <p>To close something here means that the application finds it closed, that its log is let go, and that listeners are
 * told of images. Telling the driver is up to the caller.
 */
final class Registrations {
    private final RegistrationIndex index = new RegistrationIndex();
    private final ResourceOwner owner;
    private final List<ClosedPublication> closing = new ArrayList<>();

    /** A publication that was closed, while the driver has not said yet that it knows. */
    record ClosedPublication(Publication publication, AppendLog log, long endPosition, long removalId) {}

    Registrations(ResourceOwner owner) {
        this.owner = owner;
    }

    /** What has been added, whatever it is, by the id that the application knows. */
    @Nullable AutoCloseable handle(long id) {
        Registration found = index.byFirstId(id);
        return found == null ? null : found.handle();
    }

    /** The subscription that the driver knows by an id. */
    @Nullable Subscription attachedSubscription(long driverId) {
        Registration found = index.attached(driverId);
        return found == null ? null : found.subscription();
    }

    /** All local publications that the driver counts as one. */
    List<Publication> publicationsOf(long originalRegistrationId) {
        List<Publication> found = new ArrayList<>();
        for (Registration registration : index.sharing(originalRegistrationId)) {
            Publication publication = registration.publication();
            if (publication != null) {
                found.add(publication);
            }
        }
        return found;
    }

    /** Whether something here uses the channel status counter. */
    boolean usesChannelStatus(int counterId) {
        for (Registration registration : index.all()) {
            Publication publication = registration.publication();
            Subscription subscription = registration.subscription();
            boolean isUsed = publication != null && publication.channelStatusId() == counterId
                    || subscription != null && subscription.channelStatusId() == counterId;
            if (isUsed && registration.isAttached()) {
                return true;
            }
        }
        return false;
    }

    /** All there are, in the order they were added. */
    List<Registration> all() {
        return index.all();
    }

    /** What belongs to a handle; null when it is closed. */
    @Nullable Registration of(AutoCloseable handle) {
        return index.byHandle(handle);
    }

    /** Whether it is not closed. */
    boolean has(Registration registration) {
        return index.byHandle(registration.handle()) == registration;
    }

    /**
     * What the driver is to be asked by for a destination: what it was asked by before or, if that is closed, something
     * else that it has at the same endpoint; null if there is nothing.
     */
    @Nullable Registration ownerOf(Destination destination, Registration before) {
        if (has(before)) {
            return before;
        }
        for (Registration registration : index.all()) {
            if (registration.isAttached() && registration.shares(destination)) {
                return registration;
            }
        }
        return null;
    }

    /** The driver is lost that had it. */
    void detach(Registration registration) {
        index.onDetached(registration);
        registration.detachDestinations();
    }

    // Adding what the driver has added, for the first time or again.

    void addPublication(
            PendingRequest request, PublicationDescription description, String logFile, Attachment attachment) {
        MappedLog log = attachment.logs().acquire(description.originalRegistrationId(), logFile);
        try {
            UnsafeBufferPosition limit =
                    new UnsafeBufferPosition(attachment.link().counterValues(), description.limitCounterId());
            addPublication(request, description, log, limit);
        } catch (RuntimeException | Error failure) {
            // Nobody could have begun to use it.
            log.withdrawUser();
            throw failure;
        }
    }

    private void addPublication(
            PendingRequest request, PublicationDescription description, MappedLog log, UnsafeBufferPosition limit) {
        Registration restored = request.restored;
        if (restored == null) {
            Publication added = request.kind == PendingRequest.Kind.EXCLUSIVE_PUBLICATION
                    ? new ExclusivePublication(description, log, limit, owner)
                    : new ConcurrentPublication(description, log, limit, owner);
            Destinations destinations = destinationsAt(description.channelStatusId(), Destinations.ofPublication());
            OtherHalf otherHalf = OtherHalf.of(description.channel(), index);
            index.add(new Registration(request, added, destinations, otherHalf));
        } else if (restored.handle() instanceof Publication publication) {
            publication.attach(publication.open(description, log, limit));
            onRestored(restored, request.correlationId);
        }
    }

    /** The destinations of the endpoint that has this counter, or {@code none} if it is new here. */
    private Destinations destinationsAt(int channelStatusId, Destinations none) {
        for (Registration registration : index.sharingEndpoint(channelStatusId)) {
            Destinations destinations = registration.destinations();
            if (destinations != null) {
                return destinations;
            }
        }
        return none;
    }

    private void onRestored(Registration restored, long driverId) {
        Destinations destinations = restored.destinations();
        if (destinations != null) {
            destinationsAt(restored.channelStatusId(), destinations).join(destinations);
        }
        index.onAttached(restored, driverId);
    }

    void addSubscription(PendingRequest request, int channelStatusId) {
        Registration restored = request.restored;
        if (restored == null) {
            Subscription added =
                    new Subscription(request.correlationId, request.stream, channelStatusId, request.listeners, owner);
            Destinations destinations = destinationsAt(channelStatusId, Destinations.ofSubscription());
            index.add(new Registration(request, added, destinations, OtherHalf.NONE));
        } else if (restored.handle() instanceof Subscription subscription) {
            subscription.attach(request.correlationId, channelStatusId);
            onRestored(restored, request.correlationId);
        }
    }

    /** Adds an image whose log can be mapped, and tells the listener. */
    void addImage(Subscription subscription, ImageDescription description, String logFile, Attachment attachment) {
        if (subscription.image(description.correlationId()) != null) {
            return;
        }
        MappedLog log = attachment.logs().acquire(description.correlationId(), logFile);
        Image image;
        try {
            UnsafeBufferPosition position =
                    new UnsafeBufferPosition(attachment.link().counterValues(), description.subscriberPositionId());
            image = new Image(subscription, description, log, position, owner);
        } catch (RuntimeException | Error failure) {
            log.withdrawUser();
            throw failure;
        }
        subscription.addImage(image);
        owner.wakeups().stream(subscription.streamId()).ringSurely();
        call(subscription.listeners().available(), image);
    }

    void addCounter(PendingRequest request, int counterId, Attachment attachment) {
        Registration restored = request.restored;
        if (restored == null) {
            boolean isStatic = request.kind == PendingRequest.Kind.STATIC_COUNTER;
            Counter added =
                    new Counter(attachment.link().counters(), counterId, request.registrationId, isStatic, owner);
            index.add(new Registration(request, added, null, OtherHalf.NONE));
        } else if (restored.handle() instanceof Counter counter) {
            index.onAttached(restored, request.correlationId);
            counter.attach(attachment.link().counters(), counterId, request.correlationId);
        }
    }

    // Closing. Returns the id by which the driver knows what was closed, DETACHED when it does not.

    long closePublication(Publication publication, long nowNs, long lingerNs) {
        Registration registration = remove(publication);
        publication.markClosed();
        if (registration == null || !registration.isAttached()) {
            return Registration.DETACHED;
        }
        publication.log().removeUser(nowNs + lingerNs);
        return registration.driverId();
    }

    /** Remembers what a publication had when it was closed, until the driver says that it knows. */
    void awaitRemoval(Publication publication, long removalId) {
        AppendLog log = publication.latestLog();
        closing.add(new ClosedPublication(publication, log, log.settle(), removalId));
    }

    /** The driver has answered: what was asked with this id is none of our business any more. */
    void onRemoved(long removalId) {
        closing.removeIf(closed -> closed.removalId == removalId);
    }

    /** Takes what was closed and not confirmed. */
    List<ClosedPublication> takeClosing() {
        List<ClosedPublication> taken = List.copyOf(closing);
        closing.clear();
        return taken;
    }

    long closeSubscription(Subscription subscription, long nowNs, long lingerNs) {
        Registration registration = remove(subscription);
        for (Image image : subscription.closeAll()) {
            onImageClosed(image, nowNs, lingerNs);
        }
        return registration == null ? Registration.DETACHED : registration.driverId();
    }

    /** Takes an image out of its subscription and closes it, unless that was done already. */
    void closeImage(Image image, long nowNs, long lingerNs) {
        if (!image.isClosed()) {
            image.subscription().removeImage(image);
            onImageClosed(image, nowNs, lingerNs);
        }
    }

    long closeCounter(Counter counter) {
        Registration registration = remove(counter);
        counter.markClosed();
        return registration == null ? Registration.DETACHED : registration.driverId();
    }

    /** Closes a counter that the driver has freed. */
    void onCounterFreed(long driverId, int counterId) {
        Registration registration = index.attached(driverId);
        Counter counter = registration == null ? null : registration.counter();
        if (counter != null && counter.id() == counterId && !counter.isStatic()) {
            closeCounter(counter);
        }
    }

    void closeAll(long nowNs, long lingerNs) {
        for (Registration registration : all()) {
            Publication publication = registration.publication();
            if (publication != null) {
                closePublication(publication, nowNs, lingerNs);
            }
        }
        for (Registration registration : all()) {
            Subscription subscription = registration.subscription();
            if (subscription != null) {
                closeSubscription(subscription, nowNs, lingerNs);
            }
        }
        for (Registration registration : all()) {
            Counter counter = registration.counter();
            if (counter != null) {
                closeCounter(counter);
            }
        }
    }

    private @Nullable Registration remove(AutoCloseable handle) {
        Registration registration = index.byHandle(handle);
        if (registration != null) {
            index.remove(registration);
        }
        return registration;
    }

    private void onImageClosed(Image image, long nowNs, long lingerNs) {
        image.log().removeUser(nowNs + lingerNs);
        // Whoever reads it has to find that it is closed.
        owner.wakeups().stream(image.subscription().streamId()).ringSurely();
        call(image.subscription().listeners().unavailable(), image);
    }

    private void call(ImageListener listener, Image image) {
        try {
            listener.onImage(image);
        } catch (RuntimeException | Error error) {
            owner.onHandlerError(new BusException("an image listener failed for " + image, error));
        }
    }
}
