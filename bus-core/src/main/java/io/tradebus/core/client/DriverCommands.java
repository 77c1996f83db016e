package io.tradebus.core.client;

import io.tradebus.core.BusException;
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
import io.tradebus.core.idle.Bell;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * Writes what a client asks into the driver's command buffer. Each request returns its correlation id, by which the
 * answer is known; of what is added it becomes the registration id.
 *
 * <p>Any thread; see docs/shared-memory.md#commands-client-to-driver.
 */
final class DriverCommands {
    private static final int CLAIM_ATTEMPTS = 10;
    private static final int MAX_CHANNEL_LENGTH = 4095;

    private final RingBuffer toDriver;
    private final long clientId;
    private final Bell driver;

    /** @param driver wakes the driver up, if it lives in this process */
    DriverCommands(RingBuffer toDriver, long clientId, Bell driver) {
        this.toDriver = toDriver;
        this.driver = driver;
        this.clientId = clientId;
    }

    long addPublication(String channel, int streamId) {
        return addPublication(CommandType.ADD_PUBLICATION, channel, streamId);
    }

    long addExclusivePublication(String channel, int streamId) {
        return addPublication(CommandType.ADD_EXCLUSIVE_PUBLICATION, channel, streamId);
    }

    long removePublication(long registrationId, boolean isRevoke) {
        return send(
                CommandType.REMOVE_PUBLICATION,
                RemoveCommand.LENGTH_WITH_FLAGS,
                (buffer, offset, correlationId) ->
                        RemoveCommand.write(buffer, offset, clientId, correlationId, registrationId, isRevoke));
    }

    long addSubscription(String channel, int streamId) {
        requireChannelLength(channel);
        return send(
                CommandType.ADD_SUBSCRIPTION,
                SubscriptionCommand.length(channel),
                (buffer, offset, correlationId) ->
                        SubscriptionCommand.write(buffer, offset, clientId, correlationId, streamId, channel));
    }

    long removeSubscription(long registrationId) {
        return remove(CommandType.REMOVE_SUBSCRIPTION, registrationId);
    }

    long addCounter(int typeId, CounterText text) {
        return send(
                CommandType.ADD_COUNTER,
                CounterCommand.length(text.keyLength(), text.labelLength()),
                (buffer, offset, correlationId) ->
                        CounterCommand.write(buffer, offset, clientId, correlationId, typeId, text));
    }

    long addStaticCounter(long registrationId, int typeId, CounterText text) {
        return send(
                CommandType.ADD_STATIC_COUNTER,
                StaticCounterCommand.length(text.keyLength(), text.labelLength()),
                (buffer, offset, correlationId) -> StaticCounterCommand.write(
                        buffer, offset, clientId, correlationId, registrationId, typeId, text));
    }

    long removeCounter(long registrationId) {
        return remove(CommandType.REMOVE_COUNTER, registrationId);
    }

    /** {@code typeId} is one of the four commands that add and remove destinations by channel. */
    long changeDestination(int typeId, long registrationId, String channel) {
        requireChannelLength(channel);
        return send(
                typeId,
                DestinationCommand.length(channel),
                (buffer, offset, correlationId) ->
                        DestinationCommand.write(buffer, offset, clientId, correlationId, registrationId, channel));
    }

    long removeDestination(long publicationRegistrationId, long destinationRegistrationId) {
        return send(
                CommandType.REMOVE_DESTINATION_BY_ID,
                RemoveDestinationByIdCommand.LENGTH,
                (buffer, offset, correlationId) -> RemoveDestinationByIdCommand.write(
                        buffer, offset, clientId, correlationId, publicationRegistrationId, destinationRegistrationId));
    }

    long rejectImage(long imageCorrelationId, long position, String reason) {
        return send(
                CommandType.REJECT_IMAGE,
                RejectImageCommand.length(reason),
                (buffer, offset, correlationId) -> RejectImageCommand.write(
                        buffer, offset, clientId, correlationId, imageCorrelationId, position, reason));
    }

    long nextSessionId(int streamId) {
        return send(
                CommandType.GET_NEXT_AVAILABLE_SESSION_ID,
                NextSessionIdCommand.LENGTH,
                (buffer, offset, correlationId) ->
                        NextSessionIdCommand.write(buffer, offset, clientId, correlationId, streamId));
    }

    /** Tells the driver that the client goes. Dropped when there is no room: the driver will time the client out. */
    void closeClient() {
        int index = toDriver.tryClaim(CommandType.CLIENT_CLOSE, CorrelatedCommand.LENGTH);
        if (index >= 0) {
            CorrelatedCommand.write(toDriver.buffer(), index, clientId, CorrelatedCommand.NULL_ID);
            toDriver.commit(index);
            driver.ringSurely();
        }
    }

    private long addPublication(int typeId, String channel, int streamId) {
        requireChannelLength(channel);
        return send(
                typeId,
                PublicationCommand.length(channel),
                (buffer, offset, correlationId) ->
                        PublicationCommand.write(buffer, offset, clientId, correlationId, streamId, channel));
    }

    private long remove(int typeId, long registrationId) {
        return send(
                typeId,
                RemoveCommand.LENGTH,
                (buffer, offset, correlationId) ->
                        RemoveCommand.write(buffer, offset, clientId, correlationId, registrationId));
    }

    private long send(int typeId, int length, CommandWriter writer) {
        long correlationId = toDriver.nextCorrelationId();
        int index = claim(typeId, length);
        boolean isWritten = false;
        try {
            writer.write(toDriver.buffer(), index, correlationId);
            isWritten = true;
        } finally {
            if (isWritten) {
                toDriver.commit(index);
                driver.ringSurely();
            } else {
                toDriver.abort(index);
            }
        }
        return correlationId;
    }

    private int claim(int typeId, int length) {
        for (int i = 0; i < CLAIM_ATTEMPTS; i++) {
            int index = toDriver.tryClaim(typeId, length);
            if (index >= 0) {
                return index;
            }
            Thread.yield();
        }
        throw new BusException("the driver's command buffer is full (" + toDriver.size() + " of " + toDriver.capacity()
                + " bytes), so " + CommandType.nameOf(typeId)
                + " was not sent: the driver does not read it fast enough, or not at all; try again later");
    }

    private static void requireChannelLength(String channel) {
        if (channel.length() > MAX_CHANNEL_LENGTH) {
            throw new IllegalArgumentException("channel must be at most " + MAX_CHANNEL_LENGTH + " characters, but has "
                    + channel.length() + ": " + channel.substring(0, 100) + "...");
        }
    }

    @FunctionalInterface
    private interface CommandWriter {
        int write(MutableDirectBuffer buffer, int offset, long correlationId);
    }
}
