package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.SubscriptionParams;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** A client's wish to read a stream from some source, and the streams it is reading. */
public final class StreamSubscription {
    private final SubscriptionTraits traits;
    private final StreamSource source;
    private final List<SubscriberPosition> positions = new ArrayList<>();
    private final LongHashSet left = new LongHashSet();
    private @Nullable Integer sessionId;

    public StreamSubscription(SubscriptionTraits traits, StreamSource source) {
        this.traits = traits;
        this.source = source;
        sessionId = traits.params().sessionId();
    }

    /**
     * Whether this subscription wants a stream. One that waits for responses wants nothing until it is told the session
     * of the response.
     */
    public boolean matches(ReadableStream stream) {
        return traits.streamId() == stream.streamId()
                && source.carries(stream)
                && (source.names(stream) || wants(stream.sessionId()));
    }

    private boolean wants(int sessionId) {
        Integer wanted = this.sessionId;
        return wanted == null ? !isResponse() : wanted == sessionId;
    }

    /**
     * Whether this subscription wants what comes from there with that stream id and session, once there is a log for
     * it.
     */
    public boolean matches(StreamSource source, int streamId, int sessionId) {
        return traits.streamId() == streamId && this.source.equals(source) && wants(sessionId);
    }

    public StreamSource source() {
        return source;
    }

    /** The only session this subscription reads, or null. */
    public @Nullable Integer sessionId() {
        return sessionId;
    }

    /** Names the session this subscription reads from now on, whichever it read before. */
    public void rebindToSession(int sessionId) {
        this.sessionId = sessionId;
    }

    /** Whether this subscription neither reads the stream nor was left behind by it for good. */
    boolean mayJoin(ReadableStream stream) {
        return !isReading(stream) && !left.contains(stream.imageId());
    }

    /** This subscription was left behind and does not join the stream again. */
    void leave(ReadableStream stream) {
        left.add(stream.imageId());
    }

    private boolean isReading(ReadableStream stream) {
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i).stream().equals(stream)) {
                return true;
            }
        }
        return false;
    }

    public long registrationId() {
        return traits.registrationId();
    }

    public long clientId() {
        return traits.clientId();
    }

    public int streamId() {
        return traits.streamId();
    }

    /** The channel in the client's words. */
    public String channel() {
        return traits.channel();
    }

    /** What the channel asks for. */
    public SubscriptionParams params() {
        return traits.params();
    }

    public boolean isTether() {
        return params().flags().isTethered();
    }

    public boolean isRejoin() {
        return params().flags().isRejoining();
    }

    public boolean isResponse() {
        return params().controlMode() == ControlMode.RESPONSE;
    }

    List<SubscriberPosition> positions() {
        return positions;
    }
}
