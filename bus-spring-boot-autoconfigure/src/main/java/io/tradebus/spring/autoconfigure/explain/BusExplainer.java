package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.DriverStatus;
import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.BusListenerHandle;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says in sentences why streams are not connected, who throttles them, where they lose data or give messages up, and which
 * resource is short; each with its evidence and what to change. Any thread may ask.
 */
public final class BusExplainer {
    /** Time in milliseconds from one {@link #remember} to the next. */
    public static final long PERIOD_MS = RecentCounts.PERIOD_MS;

    private static final Log LOG = LogFactory.getLog("bus.driver");

    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final ExplainSources sources;
    private final FactsReader facts;
    private final CountsReader counts;
    private final RecentCounts recent = new RecentCounts();
    private final InstantSource clock;

    /** Begins to count what the system drops. */
    public BusExplainer(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            ExplainSources sources,
            ExplainSettings settings,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.streams = streams;
        this.sources = sources;
        this.facts = new FactsReader(settings, sources.agents());
        this.counts = new CountsReader(sources.dropped());
        this.clock = clock;
    }

    /**
     * Remembers what is counted, so that what happens from now on can be told from what happened before: to be called every
     * {@link #PERIOD_MS} milliseconds.
     */
    public void remember() {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime != null) {
            try {
                recent.remember(counts.read(runtime, sources.listeners().get()), clock.millis());
            } catch (RuntimeException e) {
                LOG.debug("not counted, because the driver went away meanwhile", e);
            }
        }
    }

    /** Explains driver and all streams. */
    public BusExplanation explain() {
        return explain(streams.all());
    }

    /**
     * Explains one stream, and the driver it uses.
     *
     * @throws io.tradebus.core.UnknownStreamException if there is no such stream
     */
    public BusExplanation explain(String stream) {
        return explain(List.of(streams.get(stream)));
    }

    private BusExplanation explain(Collection<BusStream> which) {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime == null) {
            return BusExplanation.of(List.of(DriverFindings.NOT_STARTED), Map.of());
        }
        long nowMs = clock.millis();
        Collection<BusListenerHandle> listeners = sources.listeners().get();
        DriverStatus status = runtime.driverStatus();
        boolean isNewDriver = status.embedded() || status.startedMs() > nowMs - RecentCounts.WINDOW_MS;
        Tally tally = recent.tally(counts.read(runtime, listeners), nowMs, isNewDriver);
        DriverFacts driver = facts.driver(runtime, usesNetwork(), tally, nowMs);
        Map<String, List<Finding>> byStream = new LinkedHashMap<>();
        for (BusStream stream : which) {
            byStream.put(
                    stream.name(),
                    findings(facts.stream(stream.definition(), runtime, listeners, tally, nowMs), driver));
        }
        return BusExplanation.of(findings(driver, sources.preflight().get()), byStream);
    }

    private boolean usesNetwork() {
        return streams.all().stream()
                .anyMatch(stream -> stream.definition().channel().contains("aeron:udp"));
    }

    /** @param preflight what the last start found missing on the machine */
    static List<Finding> findings(DriverFacts driver, List<HostFinding> preflight) {
        List<Finding> findings = new ArrayList<>(DriverFindings.of(driver));
        findings.addAll(SystemFindings.of(driver));
        findings.addAll(HostFindings.of(preflight, findings));
        return findings.isEmpty() ? List.of(WellFindings.of(driver)) : findings;
    }

    static List<Finding> findings(StreamFacts stream, DriverFacts driver) {
        List<Finding> findings = new ArrayList<>(ConnectionFindings.of(stream));
        findings.addAll(ListenerFindings.of(stream));
        findings.addAll(RequestFindings.of(stream));
        findings.addAll(ThrottleFindings.of(stream));
        findings.addAll(MessageFindings.of(stream));
        findings.addAll(LossFindings.of(stream, driver));
        return findings.isEmpty() ? List.of(WellFindings.of(stream)) : findings;
    }
}
