package io.tradebus.spring.test;

import io.tradebus.spring.event.BusEvent;
import io.tradebus.spring.event.BusEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.agrona.concurrent.Agent;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes events where a {@link SteppedBus} runs everything else: in the next turn, and by its clock. */
final class SteppedEvents extends BusEvents implements Agent {
    private static final long NS_PER_MS = 1_000_000;

    private final SteppedBus bus;
    private final Queue<BusEvent> waiting = new ConcurrentLinkedQueue<>();
    private final List<Repeated> repeated = new CopyOnWriteArrayList<>();
    private boolean isInTurn;

    SteppedEvents(ApplicationEventPublisher publisher, SteppedBus bus) {
        super(publisher);
        this.bus = bus;
        bus.begin(this);
    }

    @Override
    public void publish(BusEvent event) {
        waiting.add(event);
    }

    @Override
    public Future<?> every(long periodMs, Runnable task) {
        var added = new Repeated(periodMs * NS_PER_MS, task, nanoTime());
        repeated.add(added);
        return added;
    }

    @Override
    public long nanoTime() {
        return bus.clock().nanoTime();
    }

    @Override
    public int doWork() {
        if (isInTurn) {
            return 0;
        }
        isInTurn = true;
        try {
            return runRepeated() + publishWaiting();
        } finally {
            isInTurn = false;
        }
    }

    private int runRepeated() {
        long nowNs = nanoTime();
        int work = 0;
        for (Repeated task : new ArrayList<>(repeated)) {
            if (task.isDone()) {
                repeated.remove(task);
            } else if (nowNs - task.dueNs >= 0) {
                task.dueNs = nowNs + task.periodNs;
                task.task.run();
                work++;
            }
        }
        return work;
    }

    private int publishWaiting() {
        if (isHolding()) {
            return 0;
        }
        int work = 0;
        for (BusEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            publishNow(event);
            work++;
        }
        return work;
    }

    @Override
    public String roleName() {
        return "bus-events";
    }

    /** The last ones, such as those of listeners that have stopped, are published still. */
    @Override
    public void destroy() {
        bus.end(this);
        doWork();
        super.destroy();
    }

    /** Something that is done now and then until it is cancelled. */
    private static final class Repeated extends CompletableFuture<Void> {
        private final long periodNs;
        private final Runnable task;
        private long dueNs;

        Repeated(long periodNs, Runnable task, long nowNs) {
            this.periodNs = periodNs;
            this.task = task;
            this.dueNs = nowNs + periodNs;
        }
    }
}
