package io.tradebus.core.driver.exchange;

/**
 * A responder says in which session it answers requests of this machine.
 *
 * @param subscriptionId registration id of the subscription that waits for responses
 * @param sessionId the session in which they come
 * @param isFromGroup whether requests may have several receivers, so that several may answer
 */
public record ResponseNotice(long subscriptionId, int sessionId, boolean isFromGroup) {}
