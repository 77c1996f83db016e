package io.tradebus.spring.core;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Sleeper;
import java.time.Duration;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/** Gives the requesters of all streams their turns. */
final class RequestThread implements Runnable {
    static final String NAME = "bus-requests";

    private final Thread thread = new Thread(this, NAME);
    private final Sleeper sleeper = new Sleeper(Sleep.PARK, Sleeper.NOT_STRETCHED);
    private final AdaptiveWait wait;
    private final IdleStrategy idle;
    private final RequesterTurns turns;
    private final AgentStatistics statistics;
    private volatile boolean isEnding;

    RequestThread(IdleSettings idle, RequesterTurns turns, AgentStatistics statistics) {
        this.wait = new AdaptiveWait(sleeper, turns, SystemNanoClock.INSTANCE, idle.isSleepingEvenly());
        this.idle = idle.newWakeableIdleStrategy(wait);
        this.turns = turns;
        this.statistics = statistics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Where it sleeps, for those who wake it. */
    Sleeper sleeper() {
        return sleeper;
    }

    /**
     * Has the thread close all requesters and end after one more turn, in which what was closed leaves. It does not wait for
     * itself.
     *
     * @return false if a reader of replies held it up
     */
    boolean end(Duration timeout) {
        isEnding = true;
        sleeper.wake();
        if (thread.equals(Thread.currentThread())) {
            return true;
        }
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public void run() {
        while (!isEnding) {
            idle.idle(cycle());
        }
        turns.closeAll();
        turns.pollAll();
        turns.wakeNobody();
    }

    private int cycle() {
        long beganNs = System.nanoTime();
        int work = turns.pollAll();
        statistics.onCycle(work, beganNs);
        if (work > 0) {
            wait.onWork(beganNs);
        }
        return work;
    }
}
