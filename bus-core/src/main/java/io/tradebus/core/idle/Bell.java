package io.tradebus.core.idle;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.collections.ArrayUtil;

/**
 * What is rung when there is something for the threads that listen to it. Any thread.
 *
 * <p>Whoever rings reads one flag as long as nobody sleeps. A thread that is to sleep says so first, then raises the flags of all
 * bells that it listens to; who rings lowers the flag first, then wakes all that sleep. So a flag is up while somebody sleeps, or
 * somebody is about to wake them.
 */
public final class Bell {
    private static final Sleeper[] NOBODY = {};

    /** One that nobody listens to. */
    public static final Bell NONE = new Bell();

    private final AtomicBoolean isRung = new AtomicBoolean();
    private volatile boolean isAwaited;
    private volatile Sleeper[] sleepers = NOBODY;

    /** Wakes the threads that sleep. One read if none does. */
    public void ring() {
        if (isAwaited) {
            wakeAll();
        }
    }

    /** As {@link #ring()}, with a fence in front: a thread that has not seen what the caller has stored is woken for certain. */
    public void ringSurely() {
        VarHandle.fullFence();
        ring();
    }

    /**
     * Whether somebody was woken, or was about to sleep, since this was asked last. For one thread, which then looks for what the
     * bell was rung for: it sees all that was stored before.
     */
    public boolean wasRung() {
        return isRung.get() && isRung.getAndSet(false);
    }

    /** Somebody who listens is to sleep, and has said so. */
    void raise() {
        isAwaited = true;
    }

    private void wakeAll() {
        isAwaited = false;
        isRung.set(true);
        for (Sleeper sleeper : sleepers) {
            sleeper.wake();
        }
    }

    /** Wakes a thread from now on, also one that sleeps already. One that was added twice is removed twice. */
    synchronized void add(Sleeper sleeper) {
        sleepers = ArrayUtil.add(sleepers, sleeper);
        sleeper.add(this);
        isAwaited = true;
    }

    synchronized void remove(Sleeper sleeper) {
        sleepers = ArrayUtil.remove(sleepers, sleeper);
        sleeper.remove(this);
    }
}
