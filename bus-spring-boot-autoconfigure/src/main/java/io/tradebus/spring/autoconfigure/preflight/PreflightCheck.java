package io.tradebus.spring.autoconfigure.preflight;

import io.tradebus.spring.core.BusRuntimeLifecycle;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the machine just before the runtime starts, each time the context does, and says what it found. */
public final class PreflightCheck implements SmartLifecycle {
    private static final Log LOG = LogFactory.getLog("bus.driver");

    private final Supplier<BusNeeds> needs;
    private final HostProbe probe;
    private final PreflightMode mode;
    private volatile List<HostFinding> findings = List.of();
    private volatile boolean running;

    /**
     * @param needs of the application, asked for at each start
     * @param mode what a finding leads to
     */
    public PreflightCheck(Supplier<BusNeeds> needs, HostProbe probe, PreflightMode mode) {
        this.needs = needs;
        this.probe = probe;
        this.mode = mode;
    }

    /** @throws PreflightException if there are findings and they fail the start */
    @Override
    public void start() {
        if (mode != PreflightMode.OFF) {
            look();
        }
        running = true;
    }

    private void look() {
        BusNeeds now = needs.get();
        findings = Preflight.findings(probe.look(now), now);
        if (mode == PreflightMode.FAIL && !findings.isEmpty()) {
            throw new PreflightException(findings);
        }
        for (HostFinding finding : findings) {
            LOG.warn("preflight: " + finding.text());
        }
    }

    /** What the last start found. */
    public List<HostFinding> findings() {
        return findings;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BusRuntimeLifecycle.PHASE - 1;
    }
}
