package io.tradebus.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streams of a listener together. What is asked about sessions may be asked by any thread. */
final class ListenerStreams {
    private final String listener;
    private final ListenerStream[] streams;

    ListenerStreams(ListenerDefinition definition) {
        this.listener = definition.id();
        this.streams = definition.streams().stream().map(ListenerStream::new).toArray(ListenerStream[]::new);
    }

    int count() {
        return streams.length;
    }

    ListenerStream get(int index) {
        return streams[index];
    }

    /** Subscribes all streams for as long as that is wanted. For one thread at a time, not the listener's. */
    void subscribe(SubscriptionSource source, BooleanSupplier isWanted) {
        for (ListenerStream stream : streams) {
            if (isWanted.getAsBoolean()) {
                stream.subscribe(source);
            }
        }
        if (!isWanted.getAsBoolean()) {
            unsubscribe();
        }
    }

    /** Subscribes what the driver has refused or taken back again, as {@link #subscribe} does. */
    void renew(SubscriptionSource source, BooleanSupplier isWanted) {
        for (ListenerStream stream : streams) {
            if (stream.isRefused() && isWanted.getAsBoolean()) {
                stream.subscribe(source);
            }
        }
        if (!isWanted.getAsBoolean()) {
            unsubscribe();
        }
    }

    boolean isRefused() {
        for (ListenerStream stream : streams) {
            if (stream.isRefused()) {
                return true;
            }
        }
        return false;
    }

    /** Closes the subscriptions; the listener's thread sees its sessions end. */
    void unsubscribe() {
        for (ListenerStream stream : streams) {
            stream.unsubscribe();
        }
    }

    /** For the supervising thread. */
    void onTick(long nowMs, RuntimeObserver observer) {
        for (ListenerStream stream : streams) {
            stream.onTick(listener, nowMs, observer);
        }
    }

    boolean owns(long subscriptionId) {
        for (ListenerStream stream : streams) {
            if (stream.hasSubscription(subscriptionId)) {
                return true;
            }
        }
        return false;
    }

    void forEachSession(Consumer<SessionReader> action) {
        for (ListenerStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                action.accept(session);
            }
        }
    }

    /** A session that stands at a message that failed, or null. For the listener's thread. */
    @Nullable SessionReader firstUnsettled() {
        for (ListenerStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                if (session.isUnsettled()) {
                    return session;
                }
            }
        }
        return null;
    }

    /** The session that stands at the message of a failure, or null. For the listener's thread. */
    @Nullable SessionReader sessionAt(ListenerFailure failure) {
        for (ListenerStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                if (session.standsAt(failure)) {
                    return session;
                }
            }
        }
        return null;
    }

    List<ListenerSession> snapshots() {
        List<ListenerSession> snapshots = new ArrayList<>();
        forEachSession(session -> snapshots.add(session.snapshot()));
        return snapshots;
    }

    /** Bytes that are left before everything is read up to where it drains to. */
    long undrained() {
        long bytes = 0;
        for (ListenerStream stream : streams) {
            for (SessionReader session : stream.sessions()) {
                bytes += session.undrained();
            }
        }
        return bytes;
    }

    /** Bytes published but not committed in the session of a stream where there are most. */
    long lag(String name) {
        long lag = 0;
        for (SessionReader session : named(name).sessions()) {
            lag = Math.max(lag, session.lag());
        }
        return lag;
    }

    ListenerStream named(String name) {
        List<String> names = new ArrayList<>();
        for (ListenerStream stream : streams) {
            if (stream.definition().name().equals(name)) {
                return stream;
            }
            names.add(stream.definition().name());
        }
        throw new IllegalArgumentException(
                "listener '" + listener + "' does not listen to '" + name + "' but to " + names);
    }
}
