package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Latencies of a schedule's messages, by the part of its time in which they were due. For one thread. */
final class TimeGroups {
    /** How many parts there are. */
    static final int COUNT = 20;

    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(10);

    private final Schedule schedule;
    private final List<Histogram> groups = new ArrayList<>();

    TimeGroups(Schedule schedule) {
        this.schedule = schedule;
        for (int i = 0; i < COUNT; i++) {
            groups.add(new Histogram(LONGEST_NS, 3));
        }
    }

    void record(long number, long latencyNs) {
        groups.get(groupOf(number)).recordValue(Math.min(Math.max(0, latencyNs), LONGEST_NS));
    }

    /** The part of the time in which a message is due. */
    int groupOf(long number) {
        return (int) Math.min(
                COUNT - 1, schedule.offsetNs(number) * COUNT / Math.max(1, schedule.offsetNs(schedule.count())));
    }

    List<Histogram> groups() {
        return Collections.unmodifiableList(groups);
    }

    /** All of them as one. */
    Histogram all() {
        Histogram all = new Histogram(LONGEST_NS, 3);
        groups.forEach(all::add);
        return all;
    }
}
