package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.NearestName;
import io.tradebus.core.UnknownStreamException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Something names a stream that is not configured. */
final class UnknownStreamFailureAnalyzer extends AbstractFailureAnalyzer<UnknownStreamException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownStreamException cause) {
        String nearest = NearestName.of(cause.name(), cause.knownNames());
        String description = Actions.sentence(String.valueOf(cause.getMessage()));
        String configure =
                "configure it: bus.streams." + cause.name() + ".channel and bus.streams." + cause.name() + ".stream-id";
        String action = nearest == null
                ? Actions.sentence(configure + (cause.knownNames().isEmpty() ? "" : ", or use one of the known names"))
                : Actions.oneOf("use '" + nearest + "' instead of '" + cause.name() + "'", configure);
        return new FailureAnalysis(description, action, cause);
    }
}
