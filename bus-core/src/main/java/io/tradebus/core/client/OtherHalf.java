package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.ResponseParams;
import org.jspecify.annotations.Nullable;

/**
 * What a publication names by the {@code response-correlation-id} of its channel, an id that the driver gave and that means
 * nothing, or something else, to the next one. Used under the client's lock.
 *
 * <p>A requester names the subscription that reads the responses. If that is one of this client, the publication names it
 * anew to each driver. What belongs to somebody else, as the image does that a responder answers, is gone with its driver.
 */
final class OtherHalf {
    /** Of what names nothing. */
    static final OtherHalf NONE = new OtherHalf(ResponseParams.NONE, null);

    private final long firstId;
    private final @Nullable Registration responses;

    private OtherHalf(long firstId, @Nullable Registration responses) {
        this.firstId = firstId;
        this.responses = responses;
    }

    /** What a channel names, as the present driver knows it, among what this client has there. */
    static OtherHalf of(String channel, RegistrationIndex index) {
        if (!channel.contains(ChannelParam.RESPONSE_CORRELATION_ID.key())) {
            return NONE;
        }
        try {
            ResponseParams response = ResponseParams.of(ChannelUri.parse(channel));
            if (!response.hasCorrelationId()) {
                return NONE;
            }
            Registration found = response.isResponse() ? null : index.attached(response.correlationId());
            boolean isOfThisClient = found != null && found.subscription() != null;
            return new OtherHalf(response.correlationId(), isOfThisClient ? found : null);
        } catch (ChannelException e) {
            // A driver that took it reads it otherwise.
            return NONE;
        }
    }

    /** Whether it is on its way to the present driver, so that it has no id there yet. */
    boolean isOnItsWay(Registrations registrations) {
        return responses != null && !responses.isAttached() && registrations.has(responses);
    }

    /**
     * The stream to ask the present driver for.
     *
     * @param isSameDriver whether the driver is the one that gave the ids
     * @throws BusException if the driver does not have the other half
     */
    RequestedStream namedBy(RequestedStream stream, Registrations registrations, boolean isSameDriver) {
        if (responses == null) {
            if (firstId != ResponseParams.NONE && !isSameDriver) {
                throw new BusException("the response-correlation-id " + firstId + " of its channel means nothing to the"
                        + " next driver: add it anew when there is another image to answer, or another subscription for"
                        + " responses");
            }
            return stream;
        }
        if (!registrations.has(responses)) {
            throw new BusException(
                    "the subscription " + firstId + ", which was to read the responses, is closed: add" + " both anew");
        }
        String channel = ChannelUri.parse(stream.channel()).toBuilder()
                .set(ChannelParam.RESPONSE_CORRELATION_ID, responses.driverId())
                .build()
                .toString();
        return new RequestedStream(channel, stream.streamId());
    }
}
