package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.IdleSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.IdleStrategy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Polls the requesters of all streams: reads replies, ends what is overdue, and keeps their channels open. */
final class RequestThread implements Runnable {
    static final String NAME = "bus-requests";

    private static final Log LOG = LogFactory.getLog("bus.stream");
    private static final int FRAGMENT_LIMIT = 32;

    private final Thread thread = new Thread(this, NAME);
    private final List<Requester> requesters = new CopyOnWriteArrayList<>();
    private final IdleStrategy idle;
    private volatile boolean isEnding;

    RequestThread(IdleSettings idle) {
        this.idle = idle.newIdleStrategy();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(Requester requester) {
        requesters.add(requester);
    }

    /** Closes the requesters, which ends their requests, and then the thread. */
    void end(Duration timeout) {
        requesters.forEach(Requester::close);
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
            int work = 0;
            for (Requester requester : requesters) {
                work += poll(requester);
            }
            idle.idle(work);
        }
        requesters.forEach(RequestThread::poll);
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
