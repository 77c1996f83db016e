package io.tradebus.benchmarks;

import io.tradebus.benchmarks.ListenerCostSetup.Stream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What {@code @BusListener} costs over a raw poll: nanoseconds and bytes allocated for each message. One thread fills a log
 * with some messages, and all readers read the same ones, one after the other and each time another one first. It does also
 * what driver and clients have to do, so that nobody waits for anybody. A raw poll takes one number out of a message; all
 * that listeners do beyond that, decoding included, is their cost.
 */
final class ListenerCost {
    /** Messages of one batch: half a megabyte, which stays in the processor's caches. */
    private static final int BATCH = 4_000;

    private ListenerCost() {}

    /** What one message costs a reader, in a typical batch. */
    record Cost(double elapsedNs, double cpuNs, double allocatedBytes) {}

    /** Each round reads {@code batches} batches of each stream with each reader, of which the listeners are named. */
    static WaysResult run(int rounds, int batches, List<String> listeners) {
        List<Way> ways = new ArrayList<>();
        try (ListenerCostSetup setup = ListenerCostSetup.start(listeners)) {
            Map<LogReader, List<Cost>> costs = measure(setup, rounds, batches);
            for (Stream stream : setup.streams()) {
                add(ways, stream, costs, "ns", Cost::elapsedNs);
                add(ways, stream, costs, "ns of processor time", Cost::cpuNs);
                add(ways, stream, costs, "bytes allocated", Cost::allocatedBytes);
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.put("rounds", Integer.toString(rounds));
        conditions.put("messages a round", Long.toString((long) BATCH * batches));
        conditions.put("listeners in the application", String.join(", ", listeners));
        conditions.put("fragment limit", Integer.toString(ListenerCostSetup.FRAGMENT_LIMIT));
        return new WaysResult("listener-cost", conditions, ways);
    }

    /** The way of each reader of a stream, set against that of the first. */
    private static void add(
            List<Way> ways,
            Stream stream,
            Map<LogReader, List<Cost>> costs,
            String unit,
            ToDoubleFunction<Cost> value) {
        Way baseline = null;
        for (LogReader reader : stream.readers()) {
            List<Double> values = costs.getOrDefault(reader, List.of()).stream()
                    .map(value::applyAsDouble)
                    .toList();
            Way way = new Way(stream.name() + ": " + reader.name(), unit, baseline, values);
            ways.add(way);
            baseline = baseline == null ? way : baseline;
        }
    }

    /** The first round warms up and does not count. */
    static Map<LogReader, List<Cost>> measure(ListenerCostSetup setup, int rounds, int batches) {
        Map<LogReader, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Stream stream : setup.streams()) {
                List<List<ThreadUse>> uses = round(setup, stream, batches);
                for (int i = 0; i < uses.size(); i++) {
                    List<Cost> all = costs.computeIfAbsent(stream.readers().get(i), key -> new ArrayList<>());
                    if (round > 0) {
                        all.add(typical(uses.get(i)));
                    }
                }
            }
        }
        return costs;
    }

    private static List<List<ThreadUse>> round(ListenerCostSetup setup, Stream stream, int batches) {
        List<LogReader> readers = stream.readers();
        List<List<ThreadUse>> uses = new ArrayList<>();
        readers.forEach(reader -> uses.add(new ArrayList<>(batches)));
        for (int batch = 0; batch < batches; batch++) {
            long number = stream.fill(BATCH);
            for (int i = 0; i < readers.size(); i++) {
                int index = (batch + i) % readers.size();
                uses.get(index).add(drain(readers.get(index), number));
            }
            stream.requireAllRead();
            setup.runDriver();
        }
        return uses;
    }

    private static ThreadUse drain(LogReader reader, long until) {
        ThreadUse before = ThreadUse.now();
        while (reader.messages() < until) {
            reader.poll();
        }
        return ThreadUse.now().since(before);
    }

    /** Of times the median, so that interruptions do not count; of what was allocated the mean, so that all of it does. */
    private static Cost typical(List<ThreadUse> batches) {
        return new Cost(
                median(batches, ThreadUse::elapsedNs) / BATCH,
                median(batches, ThreadUse::cpuNs) / BATCH,
                batches.stream().mapToLong(ThreadUse::allocatedBytes).average().orElse(0) / BATCH);
    }

    private static double median(List<ThreadUse> batches, ToDoubleFunction<ThreadUse> value) {
        return Rounds.median(batches.stream().map(value::applyAsDouble).toList());
    }
}
