package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.BusRuntime;
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
import java.util.function.Supplier;

/**
 * Says in sentences why streams are not connected, who throttles them, where they lose data, and which resource is short;
 * each with its evidence and what to change. Any thread may ask.
 */
public final class BusExplainer {
    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final Supplier<Collection<BusListenerHandle>> listeners;
    private final FactsReader facts;
    private final InstantSource clock;

    /**
     * Begins to count what the system drops.
     *
     * @param listeners the listeners there are
     * @param agents what the listeners' threads do when there is nothing to do, by name
     */
    public BusExplainer(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            Supplier<Collection<BusListenerHandle>> listeners,
            Supplier<Map<String, IdleSettings>> agents,
            ExplainSettings settings,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.streams = streams;
        this.listeners = listeners;
        this.facts = new FactsReader(settings, agents);
        this.clock = clock;
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
        DriverFacts driver = facts.driver(runtime, usesNetwork(), nowMs);
        Map<String, List<Finding>> byStream = new LinkedHashMap<>();
        for (BusStream stream : which) {
            byStream.put(
                    stream.name(),
                    findings(facts.stream(stream.definition(), runtime, listeners.get(), nowMs), driver));
        }
        return BusExplanation.of(findings(driver), byStream);
    }

    private boolean usesNetwork() {
        return streams.all().stream()
                .anyMatch(stream -> stream.definition().channel().contains("aeron:udp"));
    }

    static List<Finding> findings(DriverFacts driver) {
        List<Finding> findings = new ArrayList<>(DriverFindings.of(driver));
        findings.addAll(SystemFindings.of(driver));
        return findings.isEmpty() ? List.of(WellFindings.of(driver)) : findings;
    }

    static List<Finding> findings(StreamFacts stream, DriverFacts driver) {
        List<Finding> findings = new ArrayList<>(ConnectionFindings.of(stream));
        findings.addAll(ListenerFindings.of(stream));
        findings.addAll(RequestFindings.of(stream));
        findings.addAll(ThrottleFindings.of(stream));
        findings.addAll(LossFindings.of(stream, driver));
        return findings.isEmpty() ? List.of(WellFindings.of(stream)) : findings;
    }
}
