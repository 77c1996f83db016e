package io.tradebus.core.driver.receiver;

import java.util.Iterator;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions of one stream somebody reads, and the state of each. See
 * {@code docs/wire-protocol.md#what-a-receiver-does-per-stream-and-session}.
 *
 * <p>Whoever can send to the endpoint can make up sessions, so what is remembered of those without an image is bounded:
 * at most {@link #MAX_REMEMBERED} in each state. A session that finds no room stays unknown: of its data nothing is taken,
 * its SETUP is passed on when it comes again, and one that should cool down may come back early.
 */
final class StreamInterest {
    /** Most sessions that are remembered in each state but {@link SessionState#ACTIVE}. */
    static final int MAX_REMEMBERED = 1024;

    /** Nanoseconds in which a sender that was asked for a SETUP may send it, before it is asked again. */
    static final long PENDING_SETUP_TIMEOUT_NS = 1_000_000_000L;

    private final Int2ObjectHashMap<Session> sessions = new Int2ObjectHashMap<>();
    private final IntHashSet single = new IntHashSet();
    private final int[] counts = new int[SessionState.count()];
    private boolean isOfAll;

    void addAll() {
        isOfAll = true;
    }

    void add(int sessionId) {
        single.add(sessionId);
    }

    void removeAll(long nowNs) {
        isOfAll = false;
        dropUncovered(nowNs);
    }

    void remove(int sessionId, long nowNs) {
        single.remove(sessionId);
        dropUncovered(nowNs);
    }

    /** Whether nobody reads anything of the stream any more. */
    boolean isEmpty() {
        return !isOfAll && single.isEmpty();
    }

    boolean covers(int sessionId) {
        return isOfAll || single.contains(sessionId);
    }

    /** The image of a session, or null. */
    @Nullable InboundStream image(int sessionId) {
        Session session = sessions.get(sessionId);
        return session == null ? null : session.image();
    }

    SessionState state(int sessionId, long nowNs) {
        Session session = sessions.get(sessionId);
        if (session == null) {
            return covers(sessionId) ? SessionState.UNKNOWN : SessionState.NO_INTEREST;
        }
        return isExpired(session, nowNs) ? SessionState.UNKNOWN : session.state();
    }

    /** How many sessions have an image, or are to get one. */
    int imageCount() {
        return counts[SessionState.ACTIVE.ordinal()] + counts[SessionState.INIT_IN_PROGRESS.ordinal()];
    }

    /** Whether another session can be remembered in a state. */
    boolean hasRoom(SessionState state) {
        return counts[state.ordinal()] < MAX_REMEMBERED;
    }

    /** Moves a session on, if there is room to remember it in its new state. */
    void become(int sessionId, SessionState next, long nowNs) {
        Session session = sessions.get(sessionId);
        if (session != null && isExpired(session, nowNs)) {
            forget(session, nowNs);
            session = null;
        }
        if (next != SessionState.UNKNOWN && hasRoom(next)) {
            move(session == null ? remember(sessionId) : session, next, null, nowNs);
        } else if (session != null) {
            forget(session, nowNs);
        }
    }

    /** A session has an image now, in place of the one that it may have had. */
    void activate(int sessionId, InboundStream image, long nowNs) {
        Session session = sessions.get(sessionId);
        if (session != null && !session.state().mayBecome(SessionState.ACTIVE)) {
            forget(session, nowNs);
            session = null;
        }
        move(session == null ? remember(sessionId) : session, SessionState.ACTIVE, image, nowNs);
    }

    /** An image is not received any more. Does nothing if its session has got another one, or none, meanwhile. */
    void deactivate(InboundStream image, SessionState next, long nowNs) {
        if (image(image.sessionId()) == image) {
            become(image.sessionId(), next, nowNs);
        }
    }

    /** Forgets the sessions whose SETUP did not come in time. */
    void expire(long nowNs) {
        if (counts[SessionState.PENDING_SETUP.ordinal()] == 0) {
            return;
        }
        Iterator<Session> iterator = sessions.values().iterator();
        while (iterator.hasNext()) {
            Session session = iterator.next();
            if (isExpired(session, nowNs)) {
                iterator.remove();
                move(session, SessionState.UNKNOWN, null, nowNs);
            }
        }
    }

    private void dropUncovered(long nowNs) {
        Iterator<Session> iterator = sessions.values().iterator();
        while (iterator.hasNext()) {
            Session session = iterator.next();
            if (!covers(session.sessionId())) {
                iterator.remove();
                InboundStream image = session.image();
                move(session, SessionState.NO_INTEREST, null, nowNs);
                if (image != null) {
                    image.onUnwanted();
                }
            }
        }
    }

    private Session remember(int sessionId) {
        Session session = new Session(sessionId);
        sessions.put(sessionId, session);
        counts[session.state().ordinal()]++;
        return session;
    }

    private void forget(Session session, long nowNs) {
        sessions.remove(session.sessionId());
        move(session, SessionState.UNKNOWN, null, nowNs);
    }

    private void move(Session session, SessionState next, @Nullable InboundStream image, long nowNs) {
        counts[session.state().ordinal()]--;
        session.become(next, image, nowNs);
        // What is not remembered is not counted.
        if (next != SessionState.UNKNOWN && next != SessionState.NO_INTEREST) {
            counts[next.ordinal()]++;
        }
    }

    private static boolean isExpired(Session session, long nowNs) {
        return session.state() == SessionState.PENDING_SETUP && session.ageNs(nowNs) >= PENDING_SETUP_TIMEOUT_NS;
    }
}
