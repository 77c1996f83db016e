package io.tradebus.core.idle;

import org.agrona.collections.ArrayUtil;

/** What is rung when there is something for the threads that listen to it. Any thread. */
public final class Bell {
    private static final Sleeper[] NOBODY = {};

    /** One that nobody listens to. */
    public static final Bell NONE = new Bell();

    private volatile Sleeper[] sleepers = NOBODY;

    /** Wakes the threads that sleep. */
    public void ring() {
        for (Sleeper sleeper : sleepers) {
            sleeper.wake();
        }
    }

    /** Wakes a thread from now on. One that was added twice is removed twice. */
    synchronized void add(Sleeper sleeper) {
        sleepers = ArrayUtil.add(sleepers, sleeper);
    }

    synchronized void remove(Sleeper sleeper) {
        sleepers = ArrayUtil.remove(sleepers, sleeper);
    }
}
