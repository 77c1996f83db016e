package io.tradebus.spring.core;

import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Completes the futures of replies, in their order, so that what depends on a future holds up neither replies nor listeners. */
final class ReplyThread implements Runnable {
    static final String NAME = "bus-replies";

    /** Milliseconds after which it counts as time waited that it waits. */
    private static final long WAIT_MS = 1_000;

    private static final Log LOG = LogFactory.getLog("bus.stream");

    private final Thread thread = new Thread(this, NAME);
    private final ReplyQueue queue;
    private final AgentStatistics statistics;

    ReplyThread(ReplyQueue queue, AgentStatistics statistics) {
        this.queue = queue;
        this.statistics = statistics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread when it has completed what there is, and waits for that. Whether it ended in time. */
    boolean end(Duration timeout) {
        queue.end();
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
        long beganNs = System.nanoTime();
        while (!queue.hasEnded()) {
            PendingReply<?> ended = queue.take(WAIT_MS);
            long takenNs = System.nanoTime();
            if (ended != null) {
                complete(ended);
            }
            long nowNs = System.nanoTime();
            statistics.onTurn(takenNs - beganNs, nowNs - takenNs);
            beganNs = nowNs;
        }
    }

    /** What fails here must not keep other futures from their ends. */
    static void complete(PendingReply<?> ended) {
        try {
            ended.complete();
        } catch (RuntimeException | Error e) {
            LOG.error("what depends on the future of a request failed, and so that others may not have been told", e);
        }
    }
}
