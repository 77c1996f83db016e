package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.driver.event.ConductorEvents;
import io.tradebus.core.driver.exchange.StreamRefusal;
import io.tradebus.core.format.control.ClientTimeoutEvent;
import io.tradebus.core.format.control.CounterEvent;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.ErrorEvent;
import io.tradebus.core.format.control.EventType;
import io.tradebus.core.format.control.ImageReadyEvent;
import io.tradebus.core.format.control.ImageUnavailableEvent;
import io.tradebus.core.format.control.NextSessionIdEvent;
import io.tradebus.core.format.control.OperationSuccessEvent;
import io.tradebus.core.format.control.PublicationErrorEvent;
import io.tradebus.core.format.control.PublicationReadyEvent;
import io.tradebus.core.format.control.RejectingReceiver;
import io.tradebus.core.format.control.StaticCounterEvent;
import io.tradebus.core.format.control.SubscriptionReadyEvent;
import io.tradebus.core.idle.Bell;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/** Says things to all clients; each takes what concerns it. See docs/shared-memory.md#responses. */
public final class ClientEvents {
    private static final int INITIAL_LENGTH = 1024;
    private static final int MAX_ERROR_TEXT_LENGTH = 8 << 10;

    private final BroadcastTransmitter transmitter;
    private final ConductorEvents log;
    private final Bell clients;
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer(INITIAL_LENGTH);

    /**
     * @param log sees what is said
     * @param clients wakes the clients of this process
     */
    public ClientEvents(BroadcastTransmitter transmitter, ConductorEvents log, Bell clients) {
        this.clients = clients;
        this.transmitter = transmitter;
        this.log = log;
    }

    /** The request {@code correlationId} failed; 0 if it could not be told which one. */
    public void onError(long correlationId, ErrorCode code, String text) {
        String sent = text.length() > MAX_ERROR_TEXT_LENGTH ? text.substring(0, MAX_ERROR_TEXT_LENGTH) : text;
        send(EventType.ON_ERROR, ErrorEvent.write(message, 0, correlationId, code, sent));
    }

    public void onOperationSuccess(long correlationId) {
        send(EventType.ON_OPERATION_SUCCESS, OperationSuccessEvent.write(message, 0, correlationId));
    }

    public void onPublicationReady(long correlationId, HeldPublication publication) {
        int length = PublicationReadyEvent.write(
                message,
                0,
                correlationId,
                publication.registrationId(),
                publication.sessionId(),
                publication.streamId(),
                publication.limitCounterId(),
                publication.channelStatusId(),
                publication.logFileName());
        send(
                publication.isExclusive() ? EventType.ON_EXCLUSIVE_PUBLICATION_READY : EventType.ON_PUBLICATION_READY,
                length);
    }

    /** @param channelStatusId counter id of the endpoint's status, or {@link PublicationReadyEvent#NO_COUNTER_ID} */
    public void onSubscriptionReady(long correlationId, int channelStatusId) {
        send(EventType.ON_SUBSCRIPTION_READY, SubscriptionReadyEvent.write(message, 0, correlationId, channelStatusId));
    }

    public void onAvailableImage(SubscriberPosition position) {
        ReadableStream stream = position.stream();
        int length = ImageReadyEvent.write(
                message,
                0,
                stream.imageId(),
                stream.sessionId(),
                stream.streamId(),
                position.subscription().registrationId(),
                position.counterId(),
                stream.logFileName(),
                stream.sourceIdentity());
        send(EventType.ON_AVAILABLE_IMAGE, length);
    }

    public void onUnavailableImage(SubscriberPosition position) {
        StreamSubscription subscription = position.subscription();
        int length = ImageUnavailableEvent.write(
                message,
                0,
                position.stream().imageId(),
                subscription.registrationId(),
                subscription.streamId(),
                subscription.channel());
        send(EventType.ON_UNAVAILABLE_IMAGE, length);
    }

    public void onCounterReady(long registrationId, int counterId) {
        send(EventType.ON_COUNTER_READY, CounterEvent.write(message, 0, registrationId, counterId));
    }

    public void onCounterUnavailable(long registrationId, int counterId) {
        send(EventType.ON_UNAVAILABLE_COUNTER, CounterEvent.write(message, 0, registrationId, counterId));
    }

    public void onStaticCounter(long correlationId, int counterId) {
        send(EventType.ON_STATIC_COUNTER, StaticCounterEvent.write(message, 0, correlationId, counterId));
    }

    public void onClientTimeout(long clientId) {
        send(EventType.ON_CLIENT_TIMEOUT, ClientTimeoutEvent.write(message, 0, clientId));
    }

    public void onNextSessionId(long correlationId, int sessionId) {
        send(EventType.ON_NEXT_AVAILABLE_SESSION_ID, NextSessionIdEvent.write(message, 0, correlationId, sessionId));
    }

    /** A subscriber on this machine rejected the image of {@code publication}. */
    public void onPublicationRejected(IpcPublication publication, String reason) {
        int length = PublicationErrorEvent.write(
                message,
                0,
                publication.registrationId(),
                -1,
                publication.sessionId(),
                publication.streamId(),
                RejectingReceiver.local(),
                ErrorCode.IMAGE_REJECTED,
                reason);
        send(EventType.ON_PUBLICATION_ERROR, length);
    }

    /** A receiver of another driver refuses what a publication sends. */
    public void onStreamRefused(StreamRefusal refusal) {
        int length = PublicationErrorEvent.write(
                message,
                0,
                refusal.registrationId(),
                refusal.destinationId(),
                refusal.sessionId(),
                refusal.streamId(),
                refusal.receiver(),
                ErrorCode.of(refusal.errorCode()),
                refusal.text());
        send(EventType.ON_PUBLICATION_ERROR, length);
    }

    private void send(int typeId, int length) {
        transmitter.transmit(typeId, message, 0, length);
        clients.ringSurely();
        log.onResponse(typeId, message, 0, length);
    }
}
