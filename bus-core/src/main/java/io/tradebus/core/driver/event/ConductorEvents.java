package io.tradebus.core.driver.event;

import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.EventType;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What the conductor tells the event log. Used by its thread alone. */
public final class ConductorEvents {
    private final EventLog log;
    private final EventEncoder encoder;

    public ConductorEvents(EventLog log) {
        this.log = log;
        encoder = new EventEncoder(log);
    }

    /** A client asks for something, in a message that is well formed. */
    public void onCommand(int typeId, DirectBuffer buffer, int offset, int length) {
        DriverEvent event = commandEvent(typeId);
        if (event != null && log.isOn(event)) {
            encoder.begin(event).command(typeId, buffer, offset, length).end();
        }
    }

    /** Clients are told something. */
    public void onResponse(int typeId, DirectBuffer buffer, int offset, int length) {
        DriverEvent event = responseEvent(typeId);
        if (event != null && log.isOn(event)) {
            encoder.begin(event).response(typeId, buffer, offset, length).end();
        }
    }

    /** A publication is gone; the log of it may be deleted. */
    public void onPublicationCleanUp(long registrationId, int sessionId, int streamId, String channel) {
        onPublication(DriverEvent.REMOVE_PUBLICATION_CLEANUP, registrationId, sessionId, streamId, channel);
    }

    /** A publication ends without being sent to its end. */
    public void onPublicationRevoked(long registrationId, int sessionId, int streamId, String channel) {
        onPublication(DriverEvent.PUBLICATION_REVOKE, registrationId, sessionId, streamId, channel);
    }

    /** A subscription is gone. */
    public void onSubscriptionCleanUp(long registrationId, int streamId, String channel) {
        if (log.isOn(DriverEvent.REMOVE_SUBSCRIPTION_CLEANUP)) {
            encoder.begin(DriverEvent.REMOVE_SUBSCRIPTION_CLEANUP)
                    .number(registrationId)
                    .number(streamId)
                    .text(channel)
                    .end();
        }
    }

    /** An image of a stream from the network is gone. */
    public void onImageCleanUp(long imageId, int sessionId, int streamId, String channel) {
        onPublication(DriverEvent.REMOVE_IMAGE_CLEANUP, imageId, sessionId, streamId, channel);
    }

    public void onSendChannelCreated(String channel, String localAddress) {
        onChannelCreated(DriverEvent.SEND_CHANNEL_CREATION, channel, localAddress);
    }

    public void onReceiveChannelCreated(String channel, String localAddress) {
        onChannelCreated(DriverEvent.RECEIVE_CHANNEL_CREATION, channel, localAddress);
    }

    public void onSendChannelClosed(String channel) {
        onText(DriverEvent.SEND_CHANNEL_CLOSE, channel);
    }

    public void onReceiveChannelClosed(String channel) {
        onText(DriverEvent.RECEIVE_CHANNEL_CLOSE, channel);
    }

    /** An untethered subscriber fell behind, was set aside, or joined again. */
    public void onTetherState(Tether tether, String before, String now) {
        if (log.isOn(DriverEvent.UNTETHERED_SUBSCRIPTION_STATE_CHANGE)) {
            encoder.begin(DriverEvent.UNTETHERED_SUBSCRIPTION_STATE_CHANGE)
                    .number(tether.subscriptionId())
                    .number(tether.imageId())
                    .number(tether.sessionId())
                    .number(tether.streamId())
                    .text(before)
                    .text(now)
                    .text(tether.channel())
                    .end();
        }
    }

    /** Who reads what, without a tether. */
    public record Tether(long subscriptionId, long imageId, int sessionId, int streamId, String channel) {}

    /** Anything in words. */
    public void onText(String text) {
        onText(DriverEvent.TEXT_DATA, text);
    }

    private void onText(DriverEvent event, String text) {
        if (log.isOn(event)) {
            encoder.begin(event).text(text).end();
        }
    }

    private void onPublication(DriverEvent event, long id, int sessionId, int streamId, String channel) {
        if (log.isOn(event)) {
            encoder.begin(event)
                    .number(id)
                    .number(sessionId)
                    .number(streamId)
                    .text(channel)
                    .end();
        }
    }

    private void onChannelCreated(DriverEvent event, String channel, String localAddress) {
        if (log.isOn(event)) {
            encoder.begin(event).text(channel).text(localAddress).end();
        }
    }

    private static @Nullable DriverEvent commandEvent(int typeId) {
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION -> DriverEvent.CMD_IN_ADD_PUBLICATION;
            case CommandType.ADD_EXCLUSIVE_PUBLICATION -> DriverEvent.CMD_IN_ADD_EXCLUSIVE_PUBLICATION;
            case CommandType.REMOVE_PUBLICATION -> DriverEvent.CMD_IN_REMOVE_PUBLICATION;
            case CommandType.ADD_SUBSCRIPTION -> DriverEvent.CMD_IN_ADD_SUBSCRIPTION;
            case CommandType.REMOVE_SUBSCRIPTION -> DriverEvent.CMD_IN_REMOVE_SUBSCRIPTION;
            case CommandType.CLIENT_KEEPALIVE -> DriverEvent.CMD_IN_KEEPALIVE_CLIENT;
            case CommandType.CLIENT_CLOSE -> DriverEvent.CMD_IN_CLIENT_CLOSE;
            case CommandType.ADD_DESTINATION -> DriverEvent.CMD_IN_ADD_DESTINATION;
            case CommandType.REMOVE_DESTINATION -> DriverEvent.CMD_IN_REMOVE_DESTINATION;
            case CommandType.REMOVE_DESTINATION_BY_ID -> DriverEvent.CMD_IN_REMOVE_DESTINATION_BY_ID;
            case CommandType.ADD_RCV_DESTINATION -> DriverEvent.CMD_IN_ADD_RCV_DESTINATION;
            case CommandType.REMOVE_RCV_DESTINATION -> DriverEvent.CMD_IN_REMOVE_RCV_DESTINATION;
            case CommandType.ADD_COUNTER -> DriverEvent.CMD_IN_ADD_COUNTER;
            case CommandType.REMOVE_COUNTER -> DriverEvent.CMD_IN_REMOVE_COUNTER;
            case CommandType.REJECT_IMAGE -> DriverEvent.CMD_IN_REJECT_IMAGE;
            case CommandType.TERMINATE_DRIVER -> DriverEvent.CMD_IN_TERMINATE_DRIVER;
            // Static counters and requests for a session id have no event.
            default -> null;
        };
    }

    private static @Nullable DriverEvent responseEvent(int typeId) {
        return switch (typeId) {
            case EventType.ON_ERROR -> DriverEvent.CMD_OUT_ERROR;
            case EventType.ON_AVAILABLE_IMAGE -> DriverEvent.CMD_OUT_AVAILABLE_IMAGE;
            case EventType.ON_UNAVAILABLE_IMAGE -> DriverEvent.CMD_OUT_ON_UNAVAILABLE_IMAGE;
            case EventType.ON_PUBLICATION_READY -> DriverEvent.CMD_OUT_PUBLICATION_READY;
            case EventType.ON_EXCLUSIVE_PUBLICATION_READY -> DriverEvent.CMD_OUT_EXCLUSIVE_PUBLICATION_READY;
            case EventType.ON_SUBSCRIPTION_READY -> DriverEvent.CMD_OUT_SUBSCRIPTION_READY;
            case EventType.ON_OPERATION_SUCCESS -> DriverEvent.CMD_OUT_ON_OPERATION_SUCCESS;
            case EventType.ON_COUNTER_READY -> DriverEvent.CMD_OUT_COUNTER_READY;
            case EventType.ON_UNAVAILABLE_COUNTER -> DriverEvent.CMD_OUT_ON_UNAVAILABLE_COUNTER;
            case EventType.ON_CLIENT_TIMEOUT -> DriverEvent.CMD_OUT_ON_CLIENT_TIMEOUT;
            // Static counters, session ids and rejected publications have no event.
            default -> null;
        };
    }
}
