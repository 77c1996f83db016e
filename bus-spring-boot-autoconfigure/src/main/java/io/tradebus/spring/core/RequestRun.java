package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.IdleSettings;
import java.time.Duration;
import org.agrona.concurrent.Agent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What runs the requests of an application from the first one until it stops: two threads, one that reads replies and one
 * that completes futures, or the turns of a test. A new one for each time.
 */
final class RequestRun {
    private static final Log LOG = LogFactory.getLog("bus.stream");
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final BusExecution execution;
    private final RequesterTurns turns = new RequesterTurns();
    private final ReplyQueue ended = new ReplyQueue();
    private final @Nullable RequestThread reading;
    private final @Nullable ReplyThread completing;
    private final Agent agent = new Turn();

    /** Begins. */
    RequestRun(BusExecution execution, IdleSettings idle, RequestThreads threads) {
        this.execution = execution;
        boolean isInvoked = execution.isInvoked();
        reading = isInvoked ? null : new RequestThread(idle, turns, threads.reading());
        completing = isInvoked ? null : new ReplyThread(ended, threads.completing());
        if (reading == null || completing == null) {
            execution.begin(agent);
        } else {
            completing.start();
            reading.start();
        }
    }

    /** Polls a requester from now on. For one thread at a time. */
    void add(Requester requester) {
        if (reading == null) {
            turns.add(requester);
        } else {
            turns.add(requester, reading.sleeper());
        }
    }

    /** Takes the futures to complete. */
    ReplyQueue ended() {
        return ended;
    }

    /** Whether the current thread reads replies, so that nobody would read any while it waits for one. */
    boolean isReading() {
        return turns.isInTurnHere();
    }

    /**
     * Closes the requesters, completes the futures of their requests, and ends. Waits for that, but not for ever: a reader of
     * replies that does not return holds its requester, and what is in flight ends when it has returned.
     */
    void end() {
        if (reading == null || completing == null) {
            turns.closeAll();
            execution.end(agent);
            turns.pollAll();
            completeAll();
            return;
        }
        if (!reading.end(END_TIMEOUT)) {
            LOG.warn("thread " + RequestThread.NAME
                    + " is held up by a reader of replies, and ends later; requests in flight"
                    + " end then; a reader must not wait");
        }
        if (!completing.end(END_TIMEOUT)) {
            LOG.warn("thread " + ReplyThread.NAME + " is held up by what depends on a future, and ends later;"
                    + " use the ...Async methods of futures for what takes long");
        }
    }

    private int completeAll() {
        int count = 0;
        for (PendingReply<?> next = ended.poll(); next != null; next = ended.poll()) {
            ReplyThread.complete(next);
            count++;
        }
        return count;
    }

    /** Both threads at once. */
    private final class Turn implements Agent {
        @Override
        public int doWork() {
            return turns.pollAll() + completeAll();
        }

        @Override
        public String roleName() {
            return RequestThread.NAME;
        }
    }
}
