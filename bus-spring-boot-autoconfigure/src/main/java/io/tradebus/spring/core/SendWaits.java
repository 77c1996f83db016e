package io.tradebus.spring.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often and for how long {@code send} waited for room, by stream. Written by senders that wait, read by any thread. */
public final class SendWaits {
    private final Map<String, Wait> waits = new ConcurrentHashMap<>();

    private record Wait(LongAdder count, LongAdder totalNs) {}

    SendWaits() {}

    void add(String stream, long waitedNs) {
        Wait wait = waits.computeIfAbsent(stream, name -> new Wait(new LongAdder(), new LongAdder()));
        wait.count().increment();
        wait.totalNs().add(waitedNs);
    }

    /** Sends that had to wait, whether they succeeded then or not. */
    public long count(String stream) {
        Wait wait = waits.get(stream);
        return wait == null ? 0 : wait.count().sum();
    }

    /** Nanoseconds that they waited. */
    public long totalNs(String stream) {
        Wait wait = waits.get(stream);
        return wait == null ? 0 : wait.totalNs().sum();
    }
}
