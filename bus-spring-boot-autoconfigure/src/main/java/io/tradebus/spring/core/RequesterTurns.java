package io.tradebus.spring.core;

import io.tradebus.core.client.request.Requester;
import java.util.Arrays;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Polls requesters: reads replies, ends what is overdue, and keeps channels open. For one thread at a time, except where said. */
final class RequesterTurns {
    private static final Log LOG = LogFactory.getLog("bus.stream");
    private static final int FRAGMENT_LIMIT = 32;

    private volatile Requester[] requesters = {};
    private boolean isInTurn;

    /** Polls a requester from now on. For one other thread at a time. */
    void add(Requester requester) {
        Requester[] more = Arrays.copyOf(requesters, requesters.length + 1);
        more[more.length - 1] = requester;
        requesters = more;
    }

    /** Polls each of them once. What is called meanwhile and has everybody run has nothing done here. */
    int pollAll() {
        if (isInTurn) {
            return 0;
        }
        isInTurn = true;
        try {
            int work = 0;
            for (Requester requester : requesters) {
                work += poll(requester);
            }
            return work;
        } finally {
            isInTurn = false;
        }
    }

    private static int poll(Requester requester) {
        try {
            return requester.poll(FRAGMENT_LIMIT);
        } catch (RuntimeException | Error e) {
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
