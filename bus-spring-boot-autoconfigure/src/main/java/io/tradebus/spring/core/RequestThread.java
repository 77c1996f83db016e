package io.tradebus.spring.core;

import io.tradebus.core.config.IdleSettings;
import java.time.Duration;
import org.agrona.concurrent.IdleStrategy;

/** Gives the requesters of all streams their turns. */
final class RequestThread implements Runnable {
    static final String NAME = "bus-requests";

    private final Thread thread = new Thread(this, NAME);
    private final IdleStrategy idle;
    private final RequesterTurns turns;
    private final AgentStatistics statistics;
    private volatile boolean isEnding;

    RequestThread(IdleSettings idle, RequesterTurns turns, AgentStatistics statistics) {
        this.idle = idle.newIdleStrategy();
        this.turns = turns;
        this.statistics = statistics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread after one more turn, in which what was closed leaves. */
    void end(Duration timeout) {
        isEnding = true;
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!isEnding) {
            idle.idle(cycle());
        }
        turns.pollAll();
    }

    private int cycle() {
        long beganNs = System.nanoTime();
        int work = turns.pollAll();
        statistics.onCycle(work, beganNs);
        return work;
    }
}
