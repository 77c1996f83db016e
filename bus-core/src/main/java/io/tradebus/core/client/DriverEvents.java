package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.client.PendingRequest.Kind;
import io.tradebus.core.format.control.ClientTimeoutEvent;
import io.tradebus.core.format.control.CounterEvent;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.ErrorEvent;
import io.tradebus.core.format.control.EventType;
import io.tradebus.core.format.control.Events;
import io.tradebus.core.format.control.ImageReadyEvent;
import io.tradebus.core.format.control.ImageUnavailableEvent;
import io.tradebus.core.format.control.NextSessionIdEvent;
import io.tradebus.core.format.control.OperationSuccessEvent;
import io.tradebus.core.format.control.PublicationErrorEvent;
import io.tradebus.core.format.control.PublicationReadyEvent;
import io.tradebus.core.format.control.RejectingReceiver;
import io.tradebus.core.format.control.StaticCounterEvent;
import io.tradebus.core.format.control.SubscriptionReadyEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the driver says into what the client has. The driver says everything to everybody: what nobody here asked
 * for is ignored. Used under the client's lock; see docs/shared-memory.md#client-handling-of-responses.
 */
final class DriverEvents implements MessageHandler {
    private final ClientConductor conductor;
    private final AddedResources added;
    private final PendingRequests pending;
    private final Registrations registrations;
    private final ClientListener listener;

    DriverEvents(
            ClientConductor conductor,
            AddedResources added,
            PendingRequests pending,
            Registrations registrations,
            ClientListener listener) {
        this.conductor = conductor;
        this.added = added;
        this.pending = pending;
        this.registrations = registrations;
        this.listener = listener;
    }

    /** Never throws: what goes wrong is reported, and the next event is read. */
    @Override
    public void onMessage(int typeId, MutableDirectBuffer buffer, int offset, int length) {
        if (!EventType.isKnown(typeId)) {
            return;
        }
        try {
            String problem = Events.validate(typeId, buffer, offset, length);
            if (problem != null) {
                throw new BusException(
                        "event of the driver cannot be read: " + EventType.nameOf(typeId) + ": " + problem);
            }
            dispatch(typeId, buffer, offset);
        } catch (RuntimeException | Error error) {
            conductor.onError(error);
        }
    }

    private void dispatch(int typeId, MutableDirectBuffer buffer, int offset) {
        switch (typeId) {
            case EventType.ON_ERROR -> onError(buffer, offset);
            case EventType.ON_AVAILABLE_IMAGE -> onImageReady(buffer, offset);
            case EventType.ON_PUBLICATION_READY -> onPublicationReady(Kind.PUBLICATION, buffer, offset);
            case EventType.ON_EXCLUSIVE_PUBLICATION_READY ->
                onPublicationReady(Kind.EXCLUSIVE_PUBLICATION, buffer, offset);
            case EventType.ON_SUBSCRIPTION_READY -> onSubscriptionReady(buffer, offset);
            case EventType.ON_OPERATION_SUCCESS -> onDone(OperationSuccessEvent.correlationId(buffer, offset));
            case EventType.ON_UNAVAILABLE_IMAGE -> onImageUnavailable(buffer, offset);
            case EventType.ON_COUNTER_READY -> onCounterReady(buffer, offset);
            case EventType.ON_UNAVAILABLE_COUNTER -> onCounterUnavailable(buffer, offset);
            case EventType.ON_STATIC_COUNTER -> onStaticCounterReady(buffer, offset);
            case EventType.ON_CLIENT_TIMEOUT -> conductor.onClientTimeout(ClientTimeoutEvent.clientId(buffer, offset));
            case EventType.ON_PUBLICATION_ERROR -> onPublicationError(buffer, offset);
            case EventType.ON_NEXT_AVAILABLE_SESSION_ID ->
                pending.answer(
                        NextSessionIdEvent.correlationId(buffer, offset),
                        Kind.NEXT_SESSION_ID,
                        NextSessionIdEvent.sessionId(buffer, offset));
            default -> {
                // An event of a later version.
            }
        }
    }

    private void onError(MutableDirectBuffer buffer, int offset) {
        long id = ErrorEvent.correlationId(buffer, offset);
        int code = ErrorEvent.errorCode(buffer, offset);
        RegistrationException failure = new RegistrationException(id, code, ErrorEvent.message(buffer, offset));
        // An older driver reports a broken channel so, by the id of its status counter.
        if (code == ErrorCode.CHANNEL_ENDPOINT_ERROR.value()) {
            if (registrations.usesChannelStatus((int) id)) {
                listener.onError(failure);
            }
            return;
        }
        registrations.onRemoved(id);
        Subscription subscription = registrations.attachedSubscription(id);
        if (subscription == null) {
            added.onRefused(id, failure);
        } else {
            // It was added, and then taken back because one of its images could not be made.
            conductor.onSubscriptionTakenBack(subscription);
            listener.onError(failure);
        }
    }

    private void onDone(long id) {
        registrations.onRemoved(id);
        added.onDone(id);
    }

    private void onPublicationReady(Kind kind, MutableDirectBuffer buffer, int offset) {
        long correlationId = PublicationReadyEvent.correlationId(buffer, offset);
        PendingRequest request = added.take(correlationId, kind);
        if (request == null) {
            return;
        }
        PublicationDescription description = new PublicationDescription(
                correlationId,
                PublicationReadyEvent.registrationId(buffer, offset),
                request.stream.channel(),
                PublicationReadyEvent.streamId(buffer, offset),
                PublicationReadyEvent.sessionId(buffer, offset),
                PublicationReadyEvent.limitCounterId(buffer, offset),
                PublicationReadyEvent.statusCounterId(buffer, offset));
        added.addPublication(request, description, PublicationReadyEvent.logFile(buffer, offset));
    }

    private void onSubscriptionReady(MutableDirectBuffer buffer, int offset) {
        PendingRequest request = added.take(SubscriptionReadyEvent.correlationId(buffer, offset), Kind.SUBSCRIPTION);
        if (request != null) {
            added.addSubscription(request, SubscriptionReadyEvent.statusCounterId(buffer, offset));
        }
    }

    private void onImageReady(MutableDirectBuffer buffer, int offset) {
        long subscriptionId = ImageReadyEvent.subscriptionRegistrationId(buffer, offset);
        Subscription subscription = registrations.attachedSubscription(subscriptionId);
        if (subscription == null) {
            return;
        }
        ImageDescription description = new ImageDescription(
                ImageReadyEvent.correlationId(buffer, offset),
                ImageReadyEvent.sessionId(buffer, offset),
                ImageReadyEvent.positionCounterId(buffer, offset),
                ImageReadyEvent.sourceIdentity(buffer, offset));
        String logFile = ImageReadyEvent.logFile(buffer, offset);
        try {
            registrations.addImage(subscription, description, logFile, conductor.attachment());
        } catch (RuntimeException e) {
            throw new BusException(
                    "cannot use the log " + logFile + " of session " + description.sessionId() + " on " + subscription
                            + ": its messages are not received, and the publisher waits for them; close the subscription",
                    e);
        }
    }

    private void onImageUnavailable(MutableDirectBuffer buffer, int offset) {
        Subscription subscription =
                registrations.attachedSubscription(ImageUnavailableEvent.subscriptionRegistrationId(buffer, offset));
        if (subscription != null) {
            conductor.removeImage(subscription, ImageUnavailableEvent.correlationId(buffer, offset));
        }
    }

    private void onCounterReady(MutableDirectBuffer buffer, int offset) {
        long registrationId = CounterEvent.registrationId(buffer, offset);
        int counterId = CounterEvent.counterId(buffer, offset);
        addCounter(added.take(registrationId, Kind.COUNTER), counterId);
        listener.onCounterAvailable(conductor.counters(), registrationId, counterId);
    }

    private void onStaticCounterReady(MutableDirectBuffer buffer, int offset) {
        long correlationId = StaticCounterEvent.correlationId(buffer, offset);
        addCounter(added.take(correlationId, Kind.STATIC_COUNTER), StaticCounterEvent.counterId(buffer, offset));
    }

    private void addCounter(@Nullable PendingRequest request, int counterId) {
        if (request != null) {
            added.addCounter(request, counterId);
        }
    }

    private void onCounterUnavailable(MutableDirectBuffer buffer, int offset) {
        long registrationId = CounterEvent.registrationId(buffer, offset);
        int counterId = CounterEvent.counterId(buffer, offset);
        registrations.onCounterFreed(registrationId, counterId);
        listener.onCounterUnavailable(conductor.counters(), registrationId, counterId);
    }

    private void onPublicationError(MutableDirectBuffer buffer, int offset) {
        long registrationId = PublicationErrorEvent.registrationId(buffer, offset);
        RejectingReceiver receiver = PublicationErrorEvent.receiver(buffer, offset);
        PublicationError error = new PublicationError(
                registrationId,
                PublicationErrorEvent.destinationRegistrationId(buffer, offset),
                PublicationErrorEvent.sessionId(buffer, offset),
                PublicationErrorEvent.streamId(buffer, offset),
                receiver.receiverId(),
                receiver.groupTag(),
                addressOf(receiver),
                PublicationErrorEvent.errorCode(buffer, offset),
                PublicationErrorEvent.message(buffer, offset));
        for (Publication publication : registrations.publicationsOf(registrationId)) {
            listener.onPublicationError(publication, error);
        }
    }

    private static InetSocketAddress addressOf(RejectingReceiver receiver) {
        byte[] address = receiver.address();
        try {
            return address.length == 0
                    ? InetSocketAddress.createUnresolved("unknown", receiver.port())
                    : new InetSocketAddress(InetAddress.getByAddress(address), receiver.port());
        } catch (UnknownHostException e) {
            throw new BusException("address of " + address.length + " bytes in a publication error", e);
        }
    }
}
