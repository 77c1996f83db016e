package io.tradebus.core.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of all streams that one lane of a listener reads. What is asked about sessions may be asked by any thread. */
final class LaneSessions {
    private final LaneStream[] streams;
    private boolean isPollEnded;
    private int firstStream;

    LaneSessions(LaneStream[] streams) {
        this.streams = streams;
    }

    int streamCount() {
        return streams.length;
    }

    LaneStream stream(int index) {
        return streams[index];
    }

    /**
     * Polls all sessions once, each stream and each session in its turn first. For the lane's thread.
     *
     * @param fragmentLimit most fragments of a session
     * @return fragments that were read
     */
    int poll(int fragmentLimit) {
        isPollEnded = false;
        int count = streams.length;
        firstStream = firstStream + 1 < count ? firstStream + 1 : 0;
        int fragments = 0;
        for (int i = 0; i < count && !isPollEnded; i++) {
            int index = firstStream + i;
            fragments += poll(streams[index < count ? index : index - count], fragmentLimit);
        }
        return fragments;
    }

    private int poll(LaneStream stream, int fragmentLimit) {
        SessionReader[] readers = stream.sessions();
        int first = stream.nextFirst(readers.length);
        int fragments = 0;
        for (int i = 0; i < readers.length && !isPollEnded; i++) {
            int index = first + i;
            fragments += readers[index < readers.length ? index : index - readers.length].poll(fragmentLimit);
        }
        return fragments;
    }

    /** Nanoseconds until a session is to be polled though nothing comes; 0 or less if at once. For the lane's thread. */
    long quietNs() {
        long least = WakeableAgent.NOTHING_TO_DO;
        for (LaneStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                least = Math.min(least, session.quietNs());
            }
        }
        return least;
    }

    /** Has the poll end with the session that is polled now. */
    void endPoll() {
        isPollEnded = true;
    }

    void forEach(Consumer<SessionReader> action) {
        for (LaneStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                action.accept(session);
            }
        }
    }

    /** Sessions that it has, and that wait for it. */
    int load() {
        int load = 0;
        for (LaneStream stream : streams) {
            load += stream.load();
        }
        return load;
    }

    /** A session that stands at a message that failed, or null. For the lane's thread. */
    @Nullable SessionReader firstUnsettled() {
        for (LaneStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                if (session.isUnsettled()) {
                    return session;
                }
            }
        }
        return null;
    }

    /** The session that stands at the message of a failure, or null. For the lane's thread. */
    @Nullable SessionReader at(ListenerFailure failure) {
        for (LaneStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                if (session.standsAt(failure)) {
                    return session;
                }
            }
        }
        return null;
    }

    /** Bytes that are left before everything is read up to where it drains to. */
    long undrained() {
        long bytes = 0;
        for (LaneStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                bytes += session.undrained();
            }
        }
        return bytes;
    }
}
