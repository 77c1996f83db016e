package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.IdleSettings;
import java.time.Duration;
import java.util.Arrays;
import org.agrona.concurrent.IdleStrategy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Polls the requesters of all streams: reads replies, ends what is overdue, and keeps their channels open. */
final class RequestThread implements Runnable {
    static final String NAME = "bus-requests";

    private static final Log LOG = LogFactory.getLog("bus.stream");
    private static final int FRAGMENT_LIMIT = 32;

    private final Thread thread = new Thread(this, NAME);
    private final IdleStrategy idle;
    private volatile Requester[] requesters = {};
    private volatile boolean isEnding;

    RequestThread(IdleSettings idle) {
        this.idle = idle.newIdleStrategy();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Polls a requester from now on. For one thread at a time. */
    void add(Requester requester) {
        Requester[] more = Arrays.copyOf(requesters, requesters.length + 1);
        more[more.length - 1] = requester;
        requesters = more;
    }

    /** Closes the requesters, which ends their requests, and then the thread. */
    void end(Duration timeout) {
        for (Requester requester : requesters) {
            requester.close();
        }
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
            idle.idle(pollAll());
        }
        pollAll();
    }

    private int pollAll() {
        int work = 0;
        for (Requester requester : requesters) {
            work += poll(requester);
        }
        return work;
    }

    private static int poll(Requester requester) {
        try {
            return requester.poll(FRAGMENT_LIMIT);
        } catch (RuntimeException | Error e) {
            LOG.error("reading replies failed: " + requester, e);
            return 0;
        }
    }
}
