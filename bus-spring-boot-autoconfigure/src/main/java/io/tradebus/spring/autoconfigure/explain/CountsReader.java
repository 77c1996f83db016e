package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.ReceiverView;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.core.runtime.SenderView;
import io.tradebus.spring.listener.BusListenerHandle;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.status.CountersReader;

/** Reads everything that is counted and may be a reason to worry. */
final class CountsReader {
    private final ToLongFunction<String> dropped;
    private final UdpDrops drops = new UdpDrops();

    /**
     * Begins to count what the system drops.
     *
     * @param dropped messages of a stream that the template gave up
     */
    CountsReader(ToLongFunction<String> dropped) {
        this.dropped = dropped;
    }

    Map<Count, Long> read(BusRuntime runtime, Collection<BusListenerHandle> listeners) {
        Map<Count, Long> counts = new HashMap<>();
        CountersReader counters = runtime.counters();
        for (SystemCounter counter : SystemCounter.values()) {
            counts.put(Count.of(counter), counters.getCounterValue(counter.id()));
        }
        counts.put(Count.RECEIVE_DROPS, drops.count());
        for (PublicationView publication : runtime.publications()) {
            add(counts, publication);
        }
        for (RequesterView requester : runtime.requesters()) {
            ExchangeCounts.add(counts, requester.definition().name(), requester.counts());
        }
        for (BusListenerHandle listener : listeners) {
            add(counts, listener);
        }
        return counts;
    }

    private void add(Map<Count, Long> counts, PublicationView publication) {
        String stream = publication.definition().name();
        SenderView sender = publication.sender();
        counts.put(Count.dropped(stream), dropped.applyAsLong(stream));
        counts.put(Count.naksReceived(stream), sender == null ? 0 : Math.max(0, sender.naksReceived()));
    }

    private static void add(Map<Count, Long> counts, BusListenerHandle listener) {
        for (String stream : listener.streams()) {
            ListenerCounters messages = listener.counters(stream);
            counts.put(Count.skipped(stream, listener.id()), messages.skipped());
            counts.put(Count.deadLettered(stream, listener.id()), messages.deadLettered());
            ReplyCounts replies = listener.replies(stream);
            if (replies != null) {
                ExchangeCounts.add(counts, stream, listener.id(), replies);
            }
        }
        for (ListenerSession session : listener.sessions()) {
            ReceiverView receiver = session.receiver();
            if (receiver != null) {
                counts.put(Count.naksSent(session.stream(), session.sessionId()), Math.max(0, receiver.naksSent()));
            }
        }
    }
}
