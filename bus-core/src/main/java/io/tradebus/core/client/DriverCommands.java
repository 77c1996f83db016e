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
        try (Command command = new Command(CommandType.REMOVE_PUBLICATION, RemoveCommand.LENGTH_WITH_FLAGS)) {
            RemoveCommand.write(
                    toDriver.buffer(), command.offset, clientId, command.correlationId, registrationId, isRevoke);
            return command.send();
        }
    }

    long addSubscription(String channel, int streamId) {
        requireChannelLength(channel);
        try (Command command = new Command(CommandType.ADD_SUBSCRIPTION, SubscriptionCommand.length(channel))) {
            SubscriptionCommand.write(
                    toDriver.buffer(), command.offset, clientId, command.correlationId, streamId, channel);
            return command.send();
        }
    }

    long removeSubscription(long registrationId) {
        return remove(CommandType.REMOVE_SUBSCRIPTION, registrationId);
    }

    long addCounter(int typeId, CounterText text) {
        try (Command command =
                new Command(CommandType.ADD_COUNTER, CounterCommand.length(text.keyLength(), text.labelLength()))) {
            CounterCommand.write(toDriver.buffer(), command.offset, clientId, command.correlationId, typeId, text);
            return command.send();
        }
    }

    long addStaticCounter(long registrationId, int typeId, CounterText text) {
        try (Command command = new Command(
                CommandType.ADD_STATIC_COUNTER, StaticCounterCommand.length(text.keyLength(), text.labelLength()))) {
            StaticCounterCommand.write(
                    toDriver.buffer(), command.offset, clientId, command.correlationId, registrationId, typeId, text);
            return command.send();
        }
    }

    long removeCounter(long registrationId) {
        return remove(CommandType.REMOVE_COUNTER, registrationId);
    }

    /** {@code typeId} is one of the four commands that add and remove destinations by channel. */
    long changeDestination(int typeId, long registrationId, String channel) {
        requireChannelLength(channel);
        try (Command command = new Command(typeId, DestinationCommand.length(channel))) {
            DestinationCommand.write(
                    toDriver.buffer(), command.offset, clientId, command.correlationId, registrationId, channel);
            return command.send();
        }
    }

    long removeDestination(long publicationRegistrationId, long destinationRegistrationId) {
        try (Command command = new Command(CommandType.REMOVE_DESTINATION_BY_ID, RemoveDestinationByIdCommand.LENGTH)) {
            RemoveDestinationByIdCommand.write(
                    toDriver.buffer(),
                    command.offset,
                    clientId,
                    command.correlationId,
                    publicationRegistrationId,
                    destinationRegistrationId);
            return command.send();
        }
    }

    long rejectImage(long imageCorrelationId, long position, String reason) {
        try (Command command = new Command(CommandType.REJECT_IMAGE, RejectImageCommand.length(reason))) {
            RejectImageCommand.write(
                    toDriver.buffer(),
                    command.offset,
                    clientId,
                    command.correlationId,
                    imageCorrelationId,
                    position,
                    reason);
            return command.send();
        }
    }

    long nextSessionId(int streamId) {
        try (Command command = new Command(CommandType.GET_NEXT_AVAILABLE_SESSION_ID, NextSessionIdCommand.LENGTH)) {
            NextSessionIdCommand.write(toDriver.buffer(), command.offset, clientId, command.correlationId, streamId);
            return command.send();
        }
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
        try (Command command = new Command(typeId, PublicationCommand.length(channel))) {
            PublicationCommand.write(
                    toDriver.buffer(), command.offset, clientId, command.correlationId, streamId, channel);
            return command.send();
        }
    }

    private long remove(int typeId, long registrationId) {
        try (Command command = new Command(typeId, RemoveCommand.LENGTH)) {
            RemoveCommand.write(toDriver.buffer(), command.offset, clientId, command.correlationId, registrationId);
            return command.send();
        }
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

    /** A command that has its place in the buffer. Given up if it is closed before it was sent. */
    private final class Command implements AutoCloseable {
        final long correlationId = toDriver.nextCorrelationId();
        final int offset;
        private boolean isWritten;

        Command(int typeId, int length) {
            offset = claim(typeId, length);
        }

        /** Returns the correlation id. */
        long send() {
            isWritten = true;
            toDriver.commit(offset);
            driver.ringSurely();
            return correlationId;
        }

        @Override
        public void close() {
            if (!isWritten) {
                toDriver.abort(offset);
            }
        }
    }
}
