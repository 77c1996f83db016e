package io.tradebus.core.idle;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who wakes whom in a process in which a driver and its clients, or clients of a driver elsewhere, live together. What
 * happens in other processes wakes nobody, and is found by looking. Any thread.
 */
public final class Wakeups {
    /** Streams share bells; a thread that is woken for another stream finds nothing and sleeps again. */
    private static final int STREAM_BELLS = 64;

    /** Has a thread not woken by a bell any more. */
    private record End(Bell bell, Sleeper sleeper) implements Runnable {
        @Override
        public void run() {
            bell.remove(sleeper);
        }
    }

    private final Bell conductor = new Bell();
    private final Bell sender = new Bell();
    private final Bell receiver = new Bell();
    private final Bell[] streams = new Bell[STREAM_BELLS];
    private final Bell clients = new Bell();
    private final Set<Long> ownClients = ConcurrentHashMap.newKeySet();
    private volatile boolean isPrivate;
    private volatile boolean isDriverHere;

    public Wakeups() {
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new Bell();
        }
    }

    /** Rung by those who ask the driver for something. */
    public Bell conductor() {
        return conductor;
    }

    /** Rung by those who publish to the network. */
    public Bell sender() {
        return sender;
    }

    /** Rung by the conductor. */
    public Bell receiver() {
        return receiver;
    }

    /** Rung by the driver when it has said something to its clients. */
    public Bell clients() {
        return clients;
    }

    /** Rung by those who publish to a stream, and by the receiver when something has come of it. */
    public Bell stream(int streamId) {
        return streams[streamId & (STREAM_BELLS - 1)];
    }

    /** Has a thread woken by a bell from now on. Undone by what is returned. */
    public static Runnable listen(Bell bell, Sleeper sleeper) {
        bell.add(sleeper);
        return new End(bell, sleeper);
    }

    /** A client lives in this process, and rings. Told before the driver hears of it. */
    public void addOwnClient(long clientId) {
        ownClients.add(clientId);
    }

    boolean isOwnClient(long clientId) {
        return ownClients.contains(clientId);
    }

    /** The client has gone, or the driver has heard so. */
    public void removeOwnClient(long clientId) {
        ownClients.remove(clientId);
    }

    void isPrivate(boolean isPrivate) {
        boolean wasPrivate = this.isPrivate;
        this.isPrivate = isPrivate;
        if (wasPrivate != isPrivate) {
            // Who sleeps until it is woken would not be, by who has come; and who begins to may have missed who has
            // gone.
            sender.ringSurely();
            receiver.ringSurely();
            for (Bell stream : streams) {
                stream.ringSurely();
            }
        }
    }

    /** Whether the driver lives in this process. Set by what starts it and ends it. */
    public void isDriverHere(boolean isHere) {
        isDriverHere = isHere;
        if (!isHere) {
            // What another driver hears is not told here.
            isPrivate(false);
        }
        clients.ringSurely();
    }

    public boolean isDriverHere() {
        return isDriverHere;
    }

    /** Whether driver and clients all live in this process, as far as the driver has heard. */
    public boolean isPrivate() {
        return isPrivate;
    }
}
