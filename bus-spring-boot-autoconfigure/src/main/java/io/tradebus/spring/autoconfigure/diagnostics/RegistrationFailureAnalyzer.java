package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.RegistrationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The driver refused a publication or subscription, most often for a parameter of its channel. */
final class RegistrationFailureAnalyzer extends AbstractFailureAnalyzer<RegistrationException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RegistrationException cause) {
        return new FailureAnalysis(
                "The driver refused a stream: " + cause.getMessage(),
                "Correct the channel, or the setting behind the named parameter, in bus.streams; both sides of a stream"
                        + " and all its publishers use the same.",
                cause);
    }
}
