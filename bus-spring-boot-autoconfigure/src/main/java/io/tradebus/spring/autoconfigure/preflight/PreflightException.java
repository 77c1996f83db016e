package io.tradebus.spring.autoconfigure.preflight;

import io.tradebus.core.BusConfigurationException;
import java.util.List;
import java.util.stream.Collectors;

/** The machine lacks something the bus asks for, and {@code bus.preflight=fail} makes that a reason not to start. */
public final class PreflightException extends BusConfigurationException {
    private static final long serialVersionUID = 1L;

    private final transient List<HostFinding> findings;

    PreflightException(List<HostFinding> findings) {
        super(findings.stream()
                .map(HostFinding::text)
                .collect(Collectors.joining("; ", "this machine does not have what the bus asks for: ", "")));
        this.findings = List.copyOf(findings);
    }

    /** What was found, at least one thing. */
    public List<HostFinding> findings() {
        return findings;
    }
}
