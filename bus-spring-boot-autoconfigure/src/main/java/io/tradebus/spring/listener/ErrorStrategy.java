package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.event.RateLimitedWarning;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns an exception of a handler into a decision: by the listener's own error handler if it has one, else by its
 * options. Runs on the agent's thread; the position stands before the message while it does.
 */
final class ErrorStrategy implements FailureHandler {
    private static final Log LOG = LogFactory.getLog("bus.listener");

    private final BusListenerEndpoint endpoint;
    private final @Nullable DeadLetters deadLetters;
    private final RateLimitedWarning skips = new RateLimitedWarning(LOG);
    private final RateLimitedWarning retries = new RateLimitedWarning(LOG);
    private final RateLimitedWarning copies = new RateLimitedWarning(LOG);
    private final RateLimitedWarning refused = new RateLimitedWarning(LOG);

    /**
     * The strategy of one agent.
     *
     * @param deadLetters takes copies of messages; null if the listener has no stream for them
     */
    ErrorStrategy(BusListenerEndpoint endpoint, @Nullable DeadLetters deadLetters) {
        this.endpoint = endpoint;
        this.deadLetters = deadLetters;
    }

    @Override
    public FailureDecision onFailure(Throwable failure, BusMessage message, int attempt) {
        if (failure instanceof Exception exception) {
            return decisionFor(exception, message, attempt);
        }
        return FailureDecision.HALT;
    }

    private FailureDecision decisionFor(Exception failure, BusMessage message, int attempt) {
        if (deadLetters != null && deadLetters.isRefused(message)) {
            return deadLetter(failure, message, attempt);
        }
        BusErrorHandler handler = endpoint.errorHandler();
        if (handler != null) {
            return switch (handler.onError(failure, message, attempt)) {
                case RETRY -> retry(failure, message, attempt);
                case SKIP -> skip(failure, message, attempt);
                case HALT -> FailureDecision.HALT;
                case DETACH -> FailureDecision.DETACH;
                case DEAD_LETTER -> deadLetter(failure, message, attempt);
            };
        }
        OnError onError = endpoint.options().onError();
        if (onError == OnError.RETRY && attempt > endpoint.options().retry().maxAttempts()) {
            onError = endpoint.options().retry().then();
        }
        return switch (onError) {
            case RETRY -> retry(failure, message, attempt);
            case SKIP -> skip(failure, message, attempt);
            case HALT -> FailureDecision.HALT;
            case DETACH -> FailureDecision.DETACH;
            case DEAD_LETTER -> deadLetter(failure, message, attempt);
        };
    }

    /** Copies the message; when there is no room for that, tries again as often as a retry would, and then halts. */
    private FailureDecision deadLetter(Exception failure, BusMessage message, int attempt) {
        DeadLetters letters = deadLetters;
        if (letters == null) {
            throw new BusConfigurationException("listener '" + endpoint.id() + "' has no dead-letter stream; set "
                    + "bus.listeners." + endpoint.id() + ".dead-letter.stream");
        }
        OfferStatus status = letters.offer(message);
        if (status == OfferStatus.ACCEPTED) {
            copies.warn(() -> endpoint.id() + ": copied the message " + place(message) + " to '" + letters.stream()
                    + "' after attempt " + attempt + ": " + text(failure));
            return FailureDecision.DEAD_LETTERED;
        }
        int refusals = letters.refusals(message);
        if (refusals <= endpoint.options().retry().maxAttempts()) {
            refused.warn(() -> endpoint.id() + ": cannot copy the message " + place(message) + " to '"
                    + letters.stream() + "' yet: " + status);
            return FailureDecision.askAgainAfterNs(endpoint.options().retry().delayNs(refusals));
        }
        letters.forget(message);
        failure.addSuppressed(new BusException("dead-letter stream '" + letters.stream() + "' did not take it in "
                + refusals + " attempts: " + status));
        return FailureDecision.HALT;
    }

    private FailureDecision retry(Exception failure, BusMessage message, int attempt) {
        retries.warn(() -> attemptLine(failure, message, attempt));
        return FailureDecision.retryAfterNs(endpoint.options().retry().delayNs(attempt));
    }

    private FailureDecision skip(Exception failure, BusMessage message, int attempt) {
        skips.warn(() -> endpoint.id() + ": skipped the message " + place(message) + " after attempt " + attempt + ": "
                + text(failure));
        return FailureDecision.SKIP;
    }

    private String attemptLine(Exception failure, BusMessage message, int attempt) {
        String of = endpoint.errorHandler() == null
                ? " of " + (endpoint.options().retry().maxAttempts() + 1)
                : "";
        return endpoint.id() + ": attempt " + attempt + of + " failed " + place(message) + ": " + text(failure);
    }

    /** As the handler sees it, so that its lines and these can be put together. */
    private static String place(BusMessage message) {
        BusHeader header = message.header();
        return "at position " + header.position() + " of " + header.stream() + ", session " + header.sessionId();
    }

    private static String text(Exception failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
