package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.ActiveDriverException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** An embedded driver was to start in a directory in which another one is at work. */
final class ActiveDriverFailureAnalyzer extends AbstractFailureAnalyzer<ActiveDriverException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ActiveDriverException cause) {
        String description = "The driver directory " + cause.directory()
                + " (bus.driver.directory) is in use: a driver gave a sign of life there " + cause.heartbeatAgeMs()
                + " ms ago. Two drivers cannot share a directory; nothing was changed in it.";
        String action = Actions.oneOf(
                "attach to the driver that is there: bus.driver.mode=external",
                "give this application a directory of its own: remove bus.driver.directory, or set another one",
                "stop the other driver first; one that was killed counts as alive until bus.driver.timeout has passed");
        return new FailureAnalysis(description, action, cause);
    }
}
