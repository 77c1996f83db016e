package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleeper;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Polls requesters: reads replies, ends what is overdue, and keeps channels open. For one thread at a time, except where said. */
final class RequesterTurns implements AdaptiveWait.Agenda {
    private static final Log LOG = LogFactory.getLog("bus.stream");
    private static final int FRAGMENT_LIMIT = 32;

    private final Queue<Runnable> endings = new ConcurrentLinkedQueue<>();
    private volatile Requester[] requesters = {};
    private volatile @Nullable Thread inTurn;
    private boolean hasFailed;

    /** Polls a requester from now on. For one other thread at a time. */
    void add(Requester requester) {
        Requester[] more = Arrays.copyOf(requesters, requesters.length + 1);
        more[more.length - 1] = requester;
        requesters = more;
    }

    /** As {@link #add(Requester)}, and has the thread woken that polls. */
    void add(Requester requester, Sleeper sleeper) {
        endings.add(requester.wakes(sleeper));
        add(requester);
        sleeper.wake();
    }

    /** Nobody polls any more. */
    void wakeNobody() {
        for (Runnable ending = endings.poll(); ending != null; ending = endings.poll()) {
            ending.run();
        }
    }

    @Override
    public long quietNs() {
        // What has failed goes on with the next turn.
        long least = hasFailed ? 0 : NOTHING_TO_DO;
        for (Requester requester : requesters) {
            least = Math.min(least, requester.quietNs());
        }
        return least;
    }

    @Override
    public boolean isWokenByAll() {
        for (Requester requester : requesters) {
            if (!requester.isWokenByAll()) {
                return false;
            }
        }
        return true;
    }

    /** Polls each of them once. What is called meanwhile and has everybody run has nothing done here. */
    int pollAll() {
        if (inTurn != null) {
            return 0;
        }
        inTurn = Thread.currentThread();
        hasFailed = false;
        try {
            int work = 0;
            for (Requester requester : requesters) {
                work += poll(requester);
            }
            return work;
        } finally {
            inTurn = null;
        }
    }

    /** Whether the current thread polls, which is a reader of replies then. For any thread. */
    boolean isInTurnHere() {
        return Thread.currentThread().equals(inTurn);
    }

    private int poll(Requester requester) {
        try {
            return requester.poll(FRAGMENT_LIMIT);
        } catch (RuntimeException | Error e) {
            hasFailed = true;
            LOG.error("reading replies failed: " + requester, e);
            return 0;
        }
    }

    /** Closes all of them, which ends their requests. For any thread. */
    void closeAll() {
        for (Requester requester : requesters) {
            try {
                requester.close();
            } catch (RuntimeException | Error e) {
                LOG.error("closing a requester failed: " + requester, e);
            }
        }
    }
}
