package io.tradebus.core.runtime;

/**
 * Decides what becomes of a message that could not be handled. Called on the listener's thread, once per attempt, and
 * again after {@link FailureDecision#askAgainAfterNs}.
 */
@FunctionalInterface
public interface FailureHandler {
    /**
     * Decides about one message. The session's position stands before it and stays there unless the decision is to
     * skip it.
     *
     * <p>If this method throws, the decision is {@link FailureDecision#HALT} and what it threw is added to the failure.
     *
     * @param failure what the message's handler threw; an {@link Error} halts whatever is returned
     * @param message the message; valid only during the call
     * @param attempt how often it has failed by now, this time included, since an operator asked to try it again
     */
    FailureDecision onFailure(Throwable failure, BusMessage message, int attempt);
}
