package io.tradebus.core.driver.receiver;

import org.jspecify.annotations.Nullable;

/** One session of a stream that is remembered. */
final class Session {
    private final int sessionId;
    private SessionState state = SessionState.UNKNOWN;
    private long sinceNs;
    private @Nullable InboundStream image;

    Session(int sessionId) {
        this.sessionId = sessionId;
    }

    int sessionId() {
        return sessionId;
    }

    SessionState state() {
        return state;
    }

    /** How long it has been in its state, in nanoseconds. */
    long ageNs(long nowNs) {
        return nowNs - sinceNs;
    }

    /** Its image, while it is {@link SessionState#ACTIVE}. */
    @Nullable InboundStream image() {
        return image;
    }

    void become(SessionState next, @Nullable InboundStream nextImage, long nowNs) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("session " + sessionId + " cannot go from " + state + " to " + next);
        }
        state = next;
        image = nextImage;
        sinceNs = nowNs;
    }
}
