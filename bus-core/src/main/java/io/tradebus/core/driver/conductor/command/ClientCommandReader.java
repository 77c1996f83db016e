package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.CounterCommand;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.NextSessionIdCommand;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.format.control.RejectImageCommand;
import io.tradebus.core.format.control.RemoveCommand;
import io.tradebus.core.format.control.RemoveDestinationByIdCommand;
import io.tradebus.core.format.control.StaticCounterCommand;
import io.tradebus.core.format.control.SubscriptionCommand;
import io.tradebus.core.format.control.TerminateDriverCommand;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/** Makes a {@link Command} of the bytes a client sent, which have been checked. */
public final class ClientCommandReader {
    private final Resources resources;
    private final MediaCommands media;
    private final Termination termination;
    private final AtomicCounter imagesRejected;
    private final long rejectCoolDownNs;
    private final Consumer<String> warnings;

    /**
     * @param media makes the commands that differ by medium
     * @param imagesRejected counts rejected images
     * @param rejectCoolDownNs nanoseconds during which nobody reads a publication that was rejected
     * @param warnings told what went well and yet should be looked at
     */
    public ClientCommandReader(
            Resources resources,
            MediaCommands media,
            Termination termination,
            AtomicCounter imagesRejected,
            long rejectCoolDownNs,
            Consumer<String> warnings) {
        this.resources = resources;
        this.media = media;
        this.termination = termination;
        this.imagesRejected = imagesRejected;
        this.rejectCoolDownNs = rejectCoolDownNs;
        this.warnings = warnings;
    }

    /**
     * The command that lies at {@code offset}. Nothing of the buffer is used after this returns.
     *
     * @throws RuntimeException if the request can be refused at once
     */
    Command read(int typeId, DirectBuffer buffer, int offset, int length) {
        long clientId = CorrelatedCommand.clientId(buffer, offset);
        long correlationId = CorrelatedCommand.correlationId(buffer, offset);
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION -> addPublication(buffer, offset, false);
            case CommandType.ADD_EXCLUSIVE_PUBLICATION -> addPublication(buffer, offset, true);
            case CommandType.REMOVE_PUBLICATION ->
                new RemovePublication(
                        correlationId,
                        RemoveCommand.registrationId(buffer, offset),
                        RemoveCommand.isRevoke(buffer, offset, length),
                        resources);
            case CommandType.ADD_SUBSCRIPTION -> addSubscription(buffer, offset);
            case CommandType.REMOVE_SUBSCRIPTION ->
                new RemoveSubscription(correlationId, RemoveCommand.registrationId(buffer, offset), resources);
            case CommandType.ADD_COUNTER ->
                new AddCounter(
                        clientId,
                        correlationId,
                        CounterCommand.typeId(buffer, offset),
                        counterText(buffer, offset),
                        resources);
            case CommandType.ADD_STATIC_COUNTER ->
                new AddStaticCounter(
                        clientId,
                        correlationId,
                        StaticCounterCommand.registrationId(buffer, offset),
                        StaticCounterCommand.typeId(buffer, offset),
                        staticCounterText(buffer, offset),
                        resources);
            case CommandType.REMOVE_COUNTER ->
                new RemoveCounter(correlationId, RemoveCommand.registrationId(buffer, offset), resources);
            case CommandType.GET_NEXT_AVAILABLE_SESSION_ID ->
                new GetNextSessionId(correlationId, NextSessionIdCommand.streamId(buffer, offset), resources);
            case CommandType.REJECT_IMAGE -> rejectImage(buffer, offset);
            case CommandType.ADD_DESTINATION -> media.sendDestinations().add(sendDestination(buffer, offset));
            case CommandType.REMOVE_DESTINATION -> media.sendDestinations().remove(sendDestination(buffer, offset));
            case CommandType.REMOVE_DESTINATION_BY_ID ->
                media.sendDestinations()
                        .removeById(
                                correlationId,
                                RemoveDestinationByIdCommand.publicationRegistrationId(buffer, offset),
                                RemoveDestinationByIdCommand.destinationRegistrationId(buffer, offset));
            case CommandType.ADD_RCV_DESTINATION -> media.receiveDestinations().add(buffer, offset);
            case CommandType.REMOVE_RCV_DESTINATION ->
                media.receiveDestinations().remove(buffer, offset);
            case CommandType.CLIENT_KEEPALIVE -> keepAlive(clientId);
            case CommandType.CLIENT_CLOSE -> close(clientId);
            case CommandType.TERMINATE_DRIVER -> terminate(buffer, offset);
            default -> throw new RequestRefusedException(ErrorCode.UNKNOWN_COMMAND_TYPE_ID, "command typeId=" + typeId);
        };
    }

    private Command addPublication(DirectBuffer buffer, int offset, boolean isExclusive) {
        String channel = PublicationCommand.channel(buffer, offset);
        ChannelUri uri = ChannelUri.parse(channel);
        PublicationRequest request = new PublicationRequest(
                CorrelatedCommand.clientId(buffer, offset),
                CorrelatedCommand.correlationId(buffer, offset),
                PublicationCommand.streamId(buffer, offset),
                channel,
                uri,
                isExclusive);
        return media.addPublication(request);
    }

    private Command addSubscription(DirectBuffer buffer, int offset) {
        String channel = SubscriptionCommand.channel(buffer, offset);
        return media.addSubscription(
                CorrelatedCommand.correlationId(buffer, offset),
                CorrelatedCommand.clientId(buffer, offset),
                SubscriptionCommand.streamId(buffer, offset),
                channel,
                ChannelUri.parse(channel));
    }

    private Command rejectImage(DirectBuffer buffer, int offset) {
        boolean isTooLong = RejectImageCommand.reasonLength(buffer, offset) > RejectImageCommand.MAX_REASON_LENGTH;
        RejectImage.Rejection rejection = new RejectImage.Rejection(
                CorrelatedCommand.correlationId(buffer, offset),
                RejectImageCommand.imageCorrelationId(buffer, offset),
                isTooLong ? null : RejectImageCommand.reason(buffer, offset));
        return new RejectImage(rejection, resources, media.network(), imagesRejected, rejectCoolDownNs, warnings);
    }

    private Command keepAlive(long clientId) {
        resources.clients().keepAlive(clientId);
        return new Done();
    }

    private Command close(long clientId) {
        resources.clients().close(clientId);
        return new Done();
    }

    private Command terminate(DirectBuffer buffer, int offset) {
        termination.request(
                buffer, TerminateDriverCommand.tokenOffset(offset), TerminateDriverCommand.tokenLength(buffer, offset));
        return new Done();
    }

    private static SendDestinationCommands.Request sendDestination(DirectBuffer buffer, int offset) {
        return new SendDestinationCommands.Request(
                CorrelatedCommand.correlationId(buffer, offset),
                DestinationCommand.registrationId(buffer, offset),
                DestinationCommand.channel(buffer, offset));
    }

    private static CounterText counterText(DirectBuffer buffer, int offset) {
        return copyOf(new CounterText(
                buffer,
                CounterCommand.keyOffset(offset),
                atMost(CounterText.MAX_KEY_LENGTH, CounterCommand.keyLength(buffer, offset)),
                buffer,
                CounterCommand.labelOffset(buffer, offset),
                atMost(CounterText.MAX_LABEL_LENGTH, CounterCommand.labelLength(buffer, offset))));
    }

    private static CounterText staticCounterText(DirectBuffer buffer, int offset) {
        return copyOf(new CounterText(
                buffer,
                StaticCounterCommand.keyOffset(offset),
                atMost(CounterText.MAX_KEY_LENGTH, StaticCounterCommand.keyLength(buffer, offset)),
                buffer,
                StaticCounterCommand.labelOffset(buffer, offset),
                atMost(CounterText.MAX_LABEL_LENGTH, StaticCounterCommand.labelLength(buffer, offset))));
    }

    private static CounterText copyOf(CounterText text) {
        return new CounterText(
                copyOf(text.key(), text.keyOffset(), text.keyLength()),
                0,
                text.keyLength(),
                copyOf(text.label(), text.labelOffset(), text.labelLength()),
                0,
                text.labelLength());
    }

    /** What a counter has no room for is cut off. */
    private static int atMost(int max, int length) {
        return Math.min(max, length);
    }

    private static DirectBuffer copyOf(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }

    /** A request that was done when it was read. */
    private static final class Done implements Command {
        @Override
        public boolean advance(long nowNs) {
            return true;
        }
    }
}
