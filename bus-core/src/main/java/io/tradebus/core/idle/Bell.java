package io.tradebus.core.idle;

import java.lang.invoke.VarHandle;
import org.agrona.collections.ArrayUtil;

/** What is rung when there is something for the threads that listen to it. Any thread. */
public final class Bell {
    private static final Sleeper[] NOBODY = {};

    /** One that nobody listens to. */
    public static final Bell NONE = new Bell();

    private volatile Sleeper[] sleepers = NOBODY;

    /** Wakes the threads that sleep. Costs some reads if none does. */
    public void ring() {
        for (Sleeper sleeper : sleepers) {
            sleeper.wake();
        }
    }

    /** As {@link #ring()}, with a fence in front: a thread that has not seen what the caller has stored is woken for certain. */
    public void ringSurely() {
        VarHandle.fullFence();
        ring();
    }

    /** Wakes a thread from now on. One that was added twice is removed twice. */
    synchronized void add(Sleeper sleeper) {
        sleepers = ArrayUtil.add(sleepers, sleeper);
    }

    synchronized void remove(Sleeper sleeper) {
        sleepers = ArrayUtil.remove(sleepers, sleeper);
    }
}
