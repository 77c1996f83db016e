package io.tradebus.core.runtime;

import io.tradebus.core.client.Image;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger load = new AtomicInteger();
    private volatile SessionReader[] sessions = NO_SESSIONS;
    private final HandledLogs handled = new HandledLogs();
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

    /** For any thread: bytes of a session that came over the network without a gap, as far as is known. */
    long receivedPosition(Image image) {
        return stream.receivedPosition(image);
    }

    /** For any thread: the sessions as of the last duty cycle. Not to be written to. */
    SessionReader[] sessions() {
        return sessions;
    }

    /** For any thread: sessions that are read, and that will be. */
    int load() {
        return load.get();
    }

    /** For the client's conductor. */
    void onImageAvailable(Image image) {
        load.incrementAndGet();
        arrivals.add(image);
    }

    /** For the client's conductor: whether it reads the log of an image, will read it, or has read it before. */
    boolean knows(Image image) {
        for (SessionReader session : sessions) {
            if (session.logId() == image.correlationId()) {
                return true;
            }
        }
        if (handled.has(image)) {
            return true;
        }
        for (Image arrival : arrivals) {
            if (arrival.correlationId() == image.correlationId()) {
                return true;
            }
        }
        return false;
    }

    /** The image that came first and is not read yet; it is the next one until its session is added. */
    @Nullable Image nextArrival() {
        return arrivals.peek();
    }

    /** Goes on with a log where it was handled to, if it was read in another image before. */
    void add(SessionReader session) {
        session.goOnAt(handled.remove(session.image()));
        SessionReader[] before = sessions;
        SessionReader[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = session;
        sessions = after;
        // After that, so that the log is known at any time.
        arrivals.remove(session.image());
    }

    void remove(SessionReader session) {
        if (session.mayComeAgain()) {
            handled.put(session.image(), session.handledPosition());
        }
        load.decrementAndGet();
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
