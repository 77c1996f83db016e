package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.driver.exchange.ResponseNotice;

/**
 * Passes on to the conductor what responders say about the session in which they answer one stream. They say it again
 * and again, so that one that finds no room is not missed, and somebody who says it without end takes little time.
 */
final class ResponseSetups {
    private static final long SPACING_NS = 10_000_000L;

    private final Mailbox<ConductorRequests> conductor;
    private final boolean isRequest;
    private final boolean isGroup;
    private final long subscriptionId;
    private boolean hasPassed;
    private long passedNs;

    ResponseSetups(OutboundStreamSetup setup, Mailbox<ConductorRequests> conductor) {
        this.conductor = conductor;
        isRequest = setup.log().isRequest();
        isGroup = setup.traits().isGroup();
        subscriptionId = setup.log().description().responseCorrelationId();
    }

    void onResponseSetup(int sessionId, long nowNs) {
        if (!isRequest || hasPassed && nowNs - passedNs < SPACING_NS) {
            return;
        }
        ResponseNotice notice = new ResponseNotice(subscriptionId, sessionId, isGroup);
        if (conductor.offer(agent -> agent.onResponseSetup(notice))) {
            hasPassed = true;
            passedNs = nowNs;
        }
    }
}
