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
    private volatile boolean isEnding;

    RequestThread(IdleSettings idle, RequesterTurns turns) {
        this.idle = idle.newIdleStrategy();
        this.turns = turns;
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
            idle.idle(turns.pollAll());
        }
        turns.pollAll();
    }
}
