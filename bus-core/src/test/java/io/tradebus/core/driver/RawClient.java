package io.tradebus.core.driver;

import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.CounterCommand;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.NextSessionIdCommand;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.format.control.RejectImageCommand;
import io.tradebus.core.format.control.RemoveCommand;
import io.tradebus.core.format.control.RemoveDestinationByIdCommand;
import io.tradebus.core.format.control.StaticCounterCommand;
import io.tradebus.core.format.control.SubscriptionCommand;
import io.tradebus.core.format.control.TerminateDriverCommand;
import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/** Writes commands as a client does, without being one. Each method returns the correlation id it used. */
public final class RawClient {
    private final RingBuffer ring;
    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer();
    private final long clientId;

    public RawClient(RingBuffer ring) {
        this.ring = ring;
        clientId = ring.nextCorrelationId();
    }

    public long id() {
        return clientId;
    }

    public long addPublication(String channel, int streamId) {
        return addPublication(CommandType.ADD_PUBLICATION, channel, streamId);
    }

    public long addExclusivePublication(String channel, int streamId) {
        return addPublication(CommandType.ADD_EXCLUSIVE_PUBLICATION, channel, streamId);
    }

    public long addSubscription(String channel, int streamId) {
        long correlationId = ring.nextCorrelationId();
        return send(
                CommandType.ADD_SUBSCRIPTION,
                correlationId,
                SubscriptionCommand.write(command, 0, clientId, correlationId, streamId, channel));
    }

    public long removePublication(long registrationId) {
        return remove(CommandType.REMOVE_PUBLICATION, registrationId);
    }

    public long revokePublication(long registrationId) {
        long correlationId = ring.nextCorrelationId();
        return send(
                CommandType.REMOVE_PUBLICATION,
                correlationId,
                RemoveCommand.write(command, 0, clientId, correlationId, registrationId, true));
    }

    public long removeSubscription(long registrationId) {
        return remove(CommandType.REMOVE_SUBSCRIPTION, registrationId);
    }

    public long removeCounter(long registrationId) {
        return remove(CommandType.REMOVE_COUNTER, registrationId);
    }

    public long addCounter(int typeId, String label) {
        long correlationId = ring.nextCorrelationId();
        return send(
                CommandType.ADD_COUNTER,
                correlationId,
                CounterCommand.write(command, 0, clientId, correlationId, typeId, CounterText.ofLabel(label)));
    }

    public long addStaticCounter(long registrationId, int typeId, String label) {
        long correlationId = ring.nextCorrelationId();
        return send(
                CommandType.ADD_STATIC_COUNTER,
                correlationId,
                StaticCounterCommand.write(
                        command, 0, clientId, correlationId, registrationId, typeId, CounterText.ofLabel(label)));
    }

    public long nextSessionId(int streamId) {
        long correlationId = ring.nextCorrelationId();
        return send(
                CommandType.GET_NEXT_AVAILABLE_SESSION_ID,
                correlationId,
                NextSessionIdCommand.write(command, 0, clientId, correlationId, streamId));
    }

    public long rejectImage(long imageId, String reason) {
        long correlationId = ring.nextCorrelationId();
        return send(
                CommandType.REJECT_IMAGE,
                correlationId,
                RejectImageCommand.write(command, 0, clientId, correlationId, imageId, 0, reason));
    }

    public long destination(int typeId, long registrationId, String channel) {
        long correlationId = ring.nextCorrelationId();
        return send(
                typeId,
                correlationId,
                DestinationCommand.write(command, 0, clientId, correlationId, registrationId, channel));
    }

    public long removeDestinationById(long publicationId, long destinationId) {
        long correlationId = ring.nextCorrelationId();
        return send(
                CommandType.REMOVE_DESTINATION_BY_ID,
                correlationId,
                RemoveDestinationByIdCommand.write(command, 0, clientId, correlationId, publicationId, destinationId));
    }

    public void keepAlive() {
        send(CommandType.CLIENT_KEEPALIVE, 0, CorrelatedCommand.write(command, 0, clientId, 0));
    }

    public void close() {
        send(CommandType.CLIENT_CLOSE, -1, CorrelatedCommand.write(command, 0, clientId, -1));
    }

    public void terminate(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
        send(
                CommandType.TERMINATE_DRIVER,
                -1,
                TerminateDriverCommand.write(command, 0, clientId, -1, new UnsafeBuffer(bytes), 0, bytes.length));
    }

    /** Writes the first bytes of whatever was written last, as a command of any type. */
    public void sendRaw(int typeId, int length) {
        send(typeId, 0, length);
    }

    private long addPublication(int typeId, String channel, int streamId) {
        long correlationId = ring.nextCorrelationId();
        return send(
                typeId,
                correlationId,
                PublicationCommand.write(command, 0, clientId, correlationId, streamId, channel));
    }

    private long remove(int typeId, long registrationId) {
        long correlationId = ring.nextCorrelationId();
        return send(typeId, correlationId, RemoveCommand.write(command, 0, clientId, correlationId, registrationId));
    }

    private long send(int typeId, long correlationId, int length) {
        if (!ring.write(typeId, command, 0, length)) {
            throw new IllegalStateException("the ring is full");
        }
        return correlationId;
    }
}
