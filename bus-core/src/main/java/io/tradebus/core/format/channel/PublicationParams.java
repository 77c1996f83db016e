package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a publication's channel asks for, checked and completed from defaults. Parameters that only a network transport
 * uses are read by {@link NetworkParams}.
 *
 * <p>See {@code docs/wire-protocol.md#parameters}.
 *
 * @param log its log and window
 * @param start where the stream begins, or null if the driver chooses
 * @param sessionId the session asked for, or null if the driver chooses
 * @param entityTag its own tag, or {@link ChannelTags#NONE}
 * @param response its part in request and response
 * @param untethered how its untethered subscribers are treated
 * @param delivery how its messages reach the network
 */
public record PublicationParams(
        LogParams log,
        @Nullable StartPosition start,
        @Nullable Integer sessionId,
        long entityTag,
        ResponseParams response,
        UntetheredTimeouts untethered,
        Delivery delivery) {
    private static final String TAG_PREFIX = "tag:";
    private static final int MAX_RESEND_LIMIT = 256;

    /**
     * How messages are sent and kept.
     *
     * @param lingerNs nanoseconds that the publication stays after everything was sent
     * @param maxResend ranges that may wait to be sent again, 1 to 256
     * @param isEosSent whether the end of the stream is sent
     * @param isConnectedBySpies whether local spies stand for receivers
     */
    public record Delivery(long lingerNs, int maxResend, boolean isEosSent, boolean isConnectedBySpies) {}

    /**
     * Reads a channel.
     *
     * @param streamId the stream of the command, with which the channel must not disagree
     * @param tagged finds publications of the same medium by entity tag
     * @throws ChannelException with the code and text for the client
     */
    public static PublicationParams of(
            ChannelUri uri, int streamId, PublicationDefaults defaults, TaggedPublication.Lookup tagged) {
        requireStreamId(uri, streamId);
        long entityTag = ChannelTags.entityTag(uri);
        ResponseParams response = ResponseParams.of(uri);
        LogParams log = defaults.log().overriddenBy(uri, response.isPrototype());
        Integer sessionId = null;
        String session = uri.get(ChannelParam.SESSION_ID);
        if (session != null && session.startsWith(TAG_PREFIX)) {
            TaggedPublication other = find(session, uri, tagged);
            sessionId = other.sessionId();
            log = log.takingLengthsOf(other, uri);
        } else if (session != null) {
            sessionId = ChannelValues.parseInt(ChannelParam.SESSION_ID, session, ErrorCode.INVALID_CHANNEL);
        }
        StartPosition start = StartPosition.of(uri, log.termLength(), ErrorCode.INVALID_CHANNEL);
        UntetheredTimeouts untethered = defaults.untethered().overriddenBy(uri);
        PublicationParams params =
                new PublicationParams(log, start, sessionId, entityTag, response, untethered, delivery(uri, defaults));
        params.requireFreeEntityTag(tagged);
        return params;
    }

    /**
     * Refuses an entity tag that a publication has, even one that would be shared. {@link #of} has done so; the set of
     * publications may have changed since.
     */
    public void requireFreeEntityTag(TaggedPublication.Lookup tagged) {
        if (entityTag != ChannelTags.NONE && tagged.find(entityTag) != null) {
            throw ChannelException.invalid(entityTag + " entityTag already in use");
        }
    }

    /**
     * What a publication that exists has, for the comparison with what a second request for it says.
     *
     * @param sessionId its session
     * @param mtuLength its largest frame in bytes
     * @param termLength bytes of each of its terms
     * @param start where its stream began
     */
    public record Existing(int sessionId, int mtuLength, int termLength, StartPosition start) {}

    /** Refuses to share a publication that differs from what the channel says in so many words. */
    public void requireAgreementWith(Existing existing, ChannelUri uri) {
        requireSame(uri, ChannelParam.MTU, existing.mtuLength(), log.mtuLength());
        requireSame(uri, ChannelParam.TERM_LENGTH, existing.termLength(), log.termLength());
        if (sessionId != null) {
            requireSame(uri, ChannelParam.SESSION_ID, existing.sessionId(), sessionId);
        }
        if (start != null) {
            requireSame(uri, ChannelParam.INITIAL_TERM_ID, existing.start().initialTermId(), start.initialTermId());
            requireSame(uri, ChannelParam.TERM_ID, existing.start().termId(), start.termId());
            requireSame(uri, ChannelParam.TERM_OFFSET, existing.start().termOffset(), start.termOffset());
        }
    }

    private static void requireSame(ChannelUri uri, ChannelParam param, int existing, int requested) {
        if (uri.has(param) && existing != requested) {
            throw ChannelException.generic("existing publication has different '" + param.key() + "': existing="
                    + existing + " requested=" + requested);
        }
    }

    private static void requireStreamId(ChannelUri uri, int streamId) {
        Integer given = ChannelValues.intOrNull(uri, ChannelParam.STREAM_ID, ErrorCode.INVALID_CHANNEL);
        if (given != null && given != streamId) {
            throw ChannelException.invalid(
                    "stream-id=" + given + " of the channel does not match that of the command: " + streamId);
        }
    }

    private static TaggedPublication find(String session, ChannelUri uri, TaggedPublication.Lookup tagged) {
        long tag = ChannelValues.parseLong(
                ChannelParam.SESSION_ID, session.substring(TAG_PREFIX.length()), ErrorCode.INVALID_CHANNEL);
        TaggedPublication other = tag == ChannelTags.NONE ? null : tagged.find(tag);
        if (other == null) {
            throw ChannelException.invalid("session-id=" + session + " must reference a publication: " + uri);
        }
        return other;
    }

    private static Delivery delivery(ChannelUri uri, PublicationDefaults defaults) {
        int maxResend =
                ChannelValues.intOr(uri, ChannelParam.MAX_RESEND, defaults.maxResend(), ErrorCode.INVALID_CHANNEL);
        if (maxResend < 1 || maxResend > MAX_RESEND_LIMIT) {
            throw ChannelException.invalid("max-resend is not in 1.." + MAX_RESEND_LIMIT + ": " + maxResend);
        }
        return new Delivery(
                ChannelValues.durationNsOr(uri, ChannelParam.LINGER, defaults.lingerNs(), ErrorCode.GENERIC_ERROR),
                maxResend,
                ChannelValues.booleanOr(uri, ChannelParam.EOS, defaults.isEosSent()),
                ChannelValues.booleanOr(uri, ChannelParam.SPIES_SIMULATE_CONNECTION, defaults.isConnectedBySpies()));
    }
}
