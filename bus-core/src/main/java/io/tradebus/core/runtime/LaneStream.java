package io.tradebus.core.runtime;

import io.tradebus.core.client.Image;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one stream that one lane of a listener reads. The client's conductor hands images over, the lane's
 * thread does all else; the sessions may be looked at by any thread.
 */
final class LaneStream {
    private static final SessionReader[] NO_SESSIONS = new SessionReader[0];

    private final ListenerStream stream;
    private final StreamCounters counters = new StreamCounters();
    private final ConcurrentLinkedQueue<Image> arrivals = new ConcurrentLinkedQueue<>();
    private volatile SessionReader[] sessions = NO_SESSIONS;
    private final Map<Long, Long> aheadByLog = new ConcurrentHashMap<>();
    private int firstSession;

    LaneStream(ListenerStream stream) {
        this.stream = stream;
    }

    StreamDefinition definition() {
        return stream.definition();
    }

    /** What answers those who publish to it; null unless its messages are requests. */
    @Nullable StreamReplies replies() {
        return stream.replies();
    }

    StreamCounters counters() {
        return counters;
    }

    /** For any thread: the session as the driver receives it, or null if it does not come over the network. */
    @Nullable ReceiverView receiver(Image image) {
        return stream.receiver(image);
    }

    /** For any thread: the sessions as of the last duty cycle. Not to be written to. */
    SessionReader[] sessions() {
        return sessions;
    }

    /** For any thread: sessions that are read, and that will be. */
    int load() {
        return sessions.length + arrivals.size();
    }

    /** For the client's conductor. */
    void onImageAvailable(Image image) {
        arrivals.add(image);
    }

    /** For the client's conductor: whether it reads a log, will read it, or has read it further than the driver knows. */
    boolean knows(long logId) {
        for (SessionReader session : sessions) {
            if (session.logId() == logId) {
                return true;
            }
        }
        return aheadByLog.containsKey(logId) || arrivals.stream().anyMatch(image -> image.correlationId() == logId);
    }

    @Nullable Image nextArrival() {
        return arrivals.poll();
    }

    /** Goes on with a log where it was read before, if its image was closed in the middle of a poll. */
    void add(SessionReader session) {
        Long handled = aheadByLog.remove(session.logId());
        if (handled != null) {
            session.goOnAt(handled);
        }
        SessionReader[] before = sessions;
        SessionReader[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = session;
        sessions = after;
    }

    void remove(SessionReader session) {
        if (session.isAheadOfImage()) {
            aheadByLog.put(session.logId(), session.handledPosition());
        }
        sessions = Arrays.stream(sessions).filter(s -> s != session).toArray(SessionReader[]::new);
        firstSession = 0;
    }

    /** Index of the session that has the first turn in this duty cycle: each in its turn. */
    int nextFirst(int sessionCount) {
        int first = firstSession < sessionCount ? firstSession : 0;
        firstSession = first + 1;
        return first;
    }
}
