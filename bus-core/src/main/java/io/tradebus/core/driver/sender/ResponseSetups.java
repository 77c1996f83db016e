package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.driver.exchange.ResponseNotice;

/**
 * Passes on to the conductor what responders say about the session in which they answer one stream. They say it again
 * and again, so that one that finds no room is not missed. Each session has a spacing of its own, so that of several
 * responders none is heard in place of another; somebody who makes sessions up takes little time.
 */
final class ResponseSetups {
    /** Nanoseconds between two notices of one session. */
    private static final long SPACING_NS = 10_000_000L;

    /** Sessions of which notices are passed on within that time if there may be several responders, otherwise one. */
    private static final int MAX_SESSIONS = 8;

    private static final int NONE = -1;

    private final Mailbox<ConductorRequests> conductor;
    private final boolean isRequest;
    private final boolean isGroup;
    private final long subscriptionId;
    private final int[] sessions;
    private final long[] passedNs;
    private int sessionCount;

    ResponseSetups(OutboundStreamSetup setup, Mailbox<ConductorRequests> conductor) {
        this.conductor = conductor;
        isRequest = setup.log().isRequest();
        isGroup = setup.traits().isGroup();
        sessions = new int[isGroup ? MAX_SESSIONS : 1];
        passedNs = new long[sessions.length];
        subscriptionId = setup.log().description().responseCorrelationId();
    }

    void onResponseSetup(int sessionId, long nowNs) {
        int slot = isRequest ? slot(sessionId, nowNs) : NONE;
        if (slot == NONE) {
            return;
        }
        ResponseNotice notice = new ResponseNotice(subscriptionId, sessionId, isGroup);
        if (conductor.offer(agent -> agent.onResponseSetup(notice))) {
            sessions[slot] = sessionId;
            passedNs[slot] = nowNs;
            sessionCount = Math.max(sessionCount, slot + 1);
        }
    }

    /** Where a session that may be passed on now is remembered, or {@link #NONE}. */
    private int slot(int sessionId, long nowNs) {
        int free = sessionCount < sessions.length ? sessionCount : NONE;
        for (int i = 0; i < sessionCount; i++) {
            boolean isDue = nowNs - passedNs[i] >= SPACING_NS;
            if (sessions[i] == sessionId) {
                return isDue ? i : NONE;
            }
            if (isDue) {
                free = i;
            }
        }
        return free;
    }
}
