package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import io.tradebus.spring.autoconfigure.preflight.PreflightException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists what the machine lacks, and beside each what to do about it. */
final class PreflightFailureAnalyzer extends AbstractFailureAnalyzer<PreflightException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PreflightException cause) {
        return new FailureAnalysis(
                "This machine does not have what the bus asks for:" + list(cause, HostFinding::problem),
                "Mend each, or start all the same with bus.preflight=warn:" + list(cause, HostFinding::fix),
                cause);
    }

    private static String list(PreflightException cause, Function<HostFinding, String> text) {
        return cause.findings().stream()
                .map(finding -> System.lineSeparator() + "  - " + Actions.sentence(text.apply(finding)))
                .collect(Collectors.joining());
    }
}
