package io.tradebus.core.runtime;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of all streams that one lane of a listener reads. What is asked about sessions may be asked by any thread. */
final class LaneSessions {
    private final LaneStream[] streams;

    LaneSessions(List<LaneStream> streams) {
        this.streams = streams.toArray(LaneStream[]::new);
    }

    int streamCount() {
        return streams.length;
    }

    LaneStream stream(int index) {
        return streams[index];
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
