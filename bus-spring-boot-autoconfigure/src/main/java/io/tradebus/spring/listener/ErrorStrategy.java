package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.spring.event.RateLimitedWarning;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Turns an exception of a handler into a decision: by the listener's own error handler if it has one, else by its
 * options. Runs on the agent's thread; the position stands before the message while it does.
 */
final class ErrorStrategy implements FailureHandler {
    private static final Log LOG = LogFactory.getLog("bus.listener");
    private static final int FRAME_ALIGNMENT = 32;
    private static final int HEADER_LENGTH = 32;

    private final BusListenerEndpoint endpoint;
    private final RateLimitedWarning skips = new RateLimitedWarning(LOG);
    private final RateLimitedWarning retries = new RateLimitedWarning(LOG);

    ErrorStrategy(BusListenerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public FailureDecision onFailure(Throwable failure, BusMessage message, int attempt) {
        if (failure instanceof Exception exception) {
            return decisionFor(exception, message, attempt);
        }
        return FailureDecision.HALT;
    }

    private FailureDecision decisionFor(Exception failure, BusMessage message, int attempt) {
        BusErrorHandler handler = endpoint.errorHandler();
        if (handler != null) {
            return switch (handler.onError(failure, message, attempt)) {
                case RETRY -> retry(failure, message, attempt);
                case SKIP -> skip(failure, message, attempt);
                case HALT -> FailureDecision.HALT;
                case DETACH -> FailureDecision.DETACH;
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
        };
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

    private static String place(BusMessage message) {
        BusHeader header = message.header();
        String position = header.isReassembled()
                ? "before position " + header.position()
                : "at position " + (header.position() - framed(message.length()));
        return position + " of " + header.stream() + ", session " + header.sessionId();
    }

    private static int framed(int length) {
        return (length + HEADER_LENGTH + FRAME_ALIGNMENT - 1) & -FRAME_ALIGNMENT;
    }

    private static String text(Exception failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
