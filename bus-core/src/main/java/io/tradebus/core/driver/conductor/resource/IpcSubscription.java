package io.tradebus.core.driver.conductor.resource;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** A client's wish to read a stream on this machine, and the publications it is reading. */
public final class IpcSubscription {
    private final SubscriptionTraits traits;
    private final List<SubscriberPosition> positions = new ArrayList<>();
    private final LongHashSet left = new LongHashSet();
    private @Nullable Integer sessionId;

    public IpcSubscription(SubscriptionTraits traits) {
        this.traits = traits;
        sessionId = traits.sessionId();
    }

    /**
     * Whether this subscription reads a publication of that stream and session. One that waits for responses reads
     * nothing until it is told the session of the response.
     */
    public boolean matches(int streamId, int sessionId) {
        if (traits.streamId() != streamId) {
            return false;
        }
        Integer wanted = this.sessionId;
        return wanted == null ? !traits.isResponse() : wanted == sessionId;
    }

    /** Names the session this subscription waits for. Does nothing if it already has one. */
    public void bindToSession(int sessionId) {
        if (this.sessionId == null) {
            this.sessionId = sessionId;
        }
    }

    /** Whether this subscription neither reads the publication nor was left behind by it for good. */
    boolean mayJoin(IpcPublication publication) {
        return !isReading(publication) && !left.contains(publication.registrationId());
    }

    /** This subscription was left behind and does not join the publication again. */
    void leave(IpcPublication publication) {
        left.add(publication.registrationId());
    }

    private boolean isReading(IpcPublication publication) {
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i).publication() == publication) {
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

    public boolean isTether() {
        return traits.isTether();
    }

    public boolean isRejoin() {
        return traits.isRejoin();
    }

    public boolean isResponse() {
        return traits.isResponse();
    }

    List<SubscriberPosition> positions() {
        return positions;
    }
}
