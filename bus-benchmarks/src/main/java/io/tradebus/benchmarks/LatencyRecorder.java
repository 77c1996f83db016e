package io.tradebus.benchmarks;

import java.util.Map;
import org.agrona.DirectBuffer;

/** Keeps the latencies of one run's messages as they come back. For one thread. */
final class LatencyRecorder {
    private final Schedule schedule;
    private final int run;
    private final TimeGroups groups;
    private long next;
    private long again;

    /** @param run what tells the run's messages from those of others */
    LatencyRecorder(Schedule schedule, int run) {
        this.schedule = schedule;
        this.run = run;
        groups = new TimeGroups(schedule);
    }

    int run() {
        return run;
    }

    void onMessage(DirectBuffer buffer, int offset, int length, long nowNs) {
        if (!StampedMessage.isOf(run, buffer, offset, length)) {
            return;
        }
        long number = StampedMessage.number(buffer, offset);
        if (number < next) {
            again++;
            return;
        }
        next = number + 1;
        groups.record(number, nowNs - StampedMessage.dueNs(buffer, offset));
    }

    /** Whether the last message of all is back; those before it that are not are lost. */
    boolean hasLast() {
        return next == schedule.count();
    }

    LatencyResult result(Map<String, String> conditions, long sent, double passedS) {
        long received = groups.all().getTotalCount();
        double reached = passedS > 0 ? received / passedS : 0;
        return new LatencyResult(conditions, sent, again, reached, groups.groups(), groups.all());
    }
}
