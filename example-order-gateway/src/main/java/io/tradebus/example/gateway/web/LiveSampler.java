package io.tradebus.example.gateway.web;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.example.gateway.flow.FlowStatistics;
import io.tradebus.example.gateway.flow.FlowStatistics.RecentDecision;
import io.tradebus.example.gateway.flow.OrderFlow;
import io.tradebus.example.messages.Verdict;
import io.tradebus.spring.annotation.BusPublication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.springframework.stereotype.Component;

/** Takes samples of what happens, each with what happened since the one before. One thread. */
@Component
class LiveSampler {
    private static final double US = 1_000;

    private final OrderFlow flow;
    private final FlowStatistics statistics;
    private final BusPublisher orders;
    private Histogram latencies;
    private long sampledNs = System.nanoTime();
    private long decisions;
    private long accepted;
    private long refused;
    private long widestWindow = 1;

    LiveSampler(OrderFlow flow, FlowStatistics statistics, @BusPublication("orders") BusPublisher orders) {
        this.flow = flow;
        this.statistics = statistics;
        this.orders = orders;
        this.latencies = statistics.latencies();
    }

    LiveSample sample() {
        long timeMs = System.currentTimeMillis();
        Histogram now = statistics.latencies();
        LiveSample sample = new LiveSample(
                timeMs, flow.peerState(), totals(), verdicts(), pace(timeMs, now), percentiles(now), recent());
        latencies = now;
        return sample;
    }

    private Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("sent", statistics.sent());
        totals.put("decisions", statistics.decisions());
        totals.put("accepted", statistics.decisions(Verdict.ACCEPTED));
        totals.put("outstanding", (long) flow.outstandingCount());
        totals.put("refused", statistics.backPressured());
        totals.put("resent", statistics.resent());
        totals.put("repeated", statistics.repeated());
        totals.put("unexpected", statistics.unexpected());
        return totals;
    }

    private Map<String, Long> verdicts() {
        Map<String, Long> verdicts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.NULL_VAL) {
                verdicts.put(verdict.name(), statistics.decisions(verdict));
            }
        }
        return verdicts;
    }

    private LiveSample.Pace pace(long timeMs, Histogram now) {
        long nowNs = System.nanoTime();
        double seconds = Math.max(1, nowNs - sampledNs) / 1e9;
        long decisionsNow = statistics.decisions();
        long acceptedNow = statistics.decisions(Verdict.ACCEPTED);
        long refusedNow = statistics.backPressured();
        Histogram recently = now.copy();
        recently.subtract(latencies);
        LiveSample.Pace pace = new LiveSample.Pace(
                timeMs,
                (acceptedNow - accepted) / seconds,
                (decisionsNow - decisions - (acceptedNow - accepted)) / seconds,
                (refusedNow - refused) / seconds,
                recently.getValueAtPercentile(50) / US,
                recently.getValueAtPercentile(99) / US,
                windowUsed());
        sampledNs = nowNs;
        decisions = decisionsNow;
        accepted = acceptedNow;
        refused = refusedNow;
        return pace;
    }

    private double windowUsed() {
        long available = Math.max(0, orders.availableWindow());
        widestWindow = Math.max(widestWindow, available);
        // The limit moves on in steps: without an order on its way, what is left of a step says nothing.
        return flow.isUp() && flow.outstandingCount() > 0 ? 1 - (double) available / widestWindow : 0;
    }

    private static Map<String, Double> percentiles(Histogram histogram) {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", histogram.getValueAtPercentile(50) / US);
        percentiles.put("p90", histogram.getValueAtPercentile(90) / US);
        percentiles.put("p99", histogram.getValueAtPercentile(99) / US);
        percentiles.put("p99.9", histogram.getValueAtPercentile(99.9) / US);
        percentiles.put("max", histogram.getMaxValue() / US);
        return percentiles;
    }

    private List<LiveSample.Decision> recent() {
        return statistics.recent().stream().map(LiveSampler::decision).toList();
    }

    private static LiveSample.Decision decision(RecentDecision recent) {
        return new LiveSample.Decision(
                recent.order().orderId(),
                recent.order().account(),
                recent.order().symbol(),
                recent.order().side().name(),
                recent.order().quantity(),
                recent.order().price().toPlainString(),
                recent.verdict().name(),
                recent.latencyNs() / US);
    }
}
