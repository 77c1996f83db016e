package io.tradebus.core.runtime;

import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.format.channel.ChannelUri;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream is not connected, from what the driver has counted: pure functions over counters, channel and time. To be
 * asked only while there is no connection; what was counted for an endpoint may be about any stream on its address.
 *
 * @param reason what it comes down to; stays the same while only numbers change
 * @param text one sentence with the evidence and what to look at
 */
public record ConnectionDiagnosis(Reason reason, String text) {
    /** What it comes down to. */
    public enum Reason {
        /** There is no driver, so there are no channels. */
        DRIVER_AWAY,
        /** The stream stays on this host, and nobody here has the other side of it. */
        NOBODY_HERE,
        /** The channel is about to be opened. */
        CHANNEL_OPENING,
        /** The channel cannot be used, or not any more. */
        CHANNEL_FAILED,
        /** The driver has not offered the stream to anybody yet. */
        NOT_OFFERED,
        /** Receivers announce themselves, and none has. */
        NOT_ANNOUNCED,
        /** The other host says that nobody listens at the port. */
        PORT_CLOSED,
        /** The stream is offered, and nobody answers. */
        NOT_ANSWERED,
        /** Receivers answer, but flow control waits for more of them. */
        GROUP_INCOMPLETE,
        /** There are answers, or offers, but for other streams. */
        OTHER_STREAMS,
        /** The other side was heard, and is silent now. */
        SILENT,
        /** Nothing has ever arrived at the address. */
        NOTHING_HEARD,
        /** A stream was offered, and could not be taken. */
        OFFER_REFUSED,
        /** Datagrams arrive, but none that offers a stream. */
        NO_OFFER,
        /** The driver keeps no record of what it heard. */
        NOT_TOLD
    }

    /**
     * One side of a stream, as its driver knows it.
     *
     * @param channel as it was given to the driver
     * @param channelStatusId counter id of the status of its endpoint
     * @param registrationId of the publication or the subscription
     */
    public record Subject(String channel, int streamId, int channelStatusId, long registrationId) {}

    static final ConnectionDiagnosis DRIVER_AWAY =
            new ConnectionDiagnosis(Reason.DRIVER_AWAY, "the driver is away, so no stream has a connection");

    /**
     * Why a publication has no subscriber.
     *
     * @param nowMs milliseconds since the epoch
     */
    public static ConnectionDiagnosis ofPublication(CountersReader counters, Subject publication, long nowMs) {
        ChannelUri uri = ChannelUri.parse(publication.channel());
        if (!uri.isUdp()) {
            return new ConnectionDiagnosis(
                    Reason.NOBODY_HERE,
                    "nobody subscribes to stream " + publication.streamId() + " of " + publication.channel()
                            + " at this driver");
        }
        ChannelPlace place = new ChannelPlace(counters, uri, publication.channelStatusId());
        ConnectionDiagnosis early = ofStatus(place);
        return early == null ? new SenderDiagnosis(counters, publication, place, nowMs).make() : early;
    }

    /**
     * Why a subscription has no publisher.
     *
     * @param nowMs milliseconds since the epoch
     */
    public static ConnectionDiagnosis ofSubscription(CountersReader counters, Subject subscription, long nowMs) {
        ChannelUri uri = ChannelUri.parse(subscription.channel());
        if (!uri.isUdp() || uri.isSpy()) {
            return new ConnectionDiagnosis(
                    Reason.NOBODY_HERE,
                    "nobody publishes stream " + subscription.streamId() + " of " + subscription.channel()
                            + " at this driver");
        }
        ChannelPlace place = new ChannelPlace(counters, uri, subscription.channelStatusId());
        ConnectionDiagnosis early = ofStatus(place);
        return early == null ? new ReceiverDiagnosis(counters, subscription, place, nowMs).make() : early;
    }

    /**
     * Why a channel over the network receives no stream at all, whichever streams are read there.
     *
     * @param channel as it was given to the driver
     * @param nowMs milliseconds since the epoch
     */
    public static ConnectionDiagnosis ofReceivingChannel(
            CountersReader counters, String channel, int channelStatusId, long nowMs) {
        ChannelPlace place = new ChannelPlace(counters, ChannelUri.parse(channel), channelStatusId);
        ConnectionDiagnosis early = ofStatus(place);
        return early == null ? new ReceiverDiagnosis(counters, null, place, nowMs).make() : early;
    }

    private static @Nullable ConnectionDiagnosis ofStatus(ChannelPlace place) {
        long status = place.status();
        if (status == ChannelStatus.ERRORED) {
            return new ConnectionDiagnosis(
                    Reason.CHANNEL_FAILED,
                    "the channel at " + place.address() + " has failed: its address cannot be used (in use by another"
                            + " program, or not one of this host any more); the driver's error log has the system's words");
        } else if (status == ChannelStatus.INITIALIZING) {
            return new ConnectionDiagnosis(
                    Reason.CHANNEL_OPENING, "the channel at " + place.address() + " is being opened");
        }
        return null;
    }
}
