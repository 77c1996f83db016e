package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.DriverError;
import io.tradebus.core.runtime.DriverStatus;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.PublicationView.OfferCounts;
import io.tradebus.core.runtime.ReceiverView;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.core.runtime.SenderView;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.core.runtime.StreamLoss;
import io.tradebus.spring.listener.ListenerState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of a stream {@code orders} and a driver with which nothing is wrong, and what may be wrong with them. */
final class Facts {
    static final long NOW_MS = 1_000_000;
    static final int WINDOW = 32_768;

    private static final StreamDefinition IPC = StreamDefinition.of("orders", "aeron:ipc", 1001);
    private static final StreamDefinition UDP =
            StreamDefinition.of("orders", "aeron:udp?endpoint=10.0.0.2:40123", 1001);

    private Facts() {}

    // ---- streams

    static StreamFacts published(PublicationFacts publication, ListenerFacts... listeners) {
        StreamDefinition definition = publication.sender() == null ? IPC : UDP;
        return new StreamFacts(
                definition, publication, null, List.of(listeners), List.of(), false, Tally.NOTHING, NOW_MS);
    }

    static StreamFacts received(ListenerFacts listener, StreamLoss... losses) {
        return new StreamFacts(UDP, null, null, List.of(listener), List.of(losses), false, Tally.NOTHING, NOW_MS);
    }

    /** What was counted lately, besides as much long ago. */
    static StreamFacts counting(StreamFacts stream, Count count, long recent) {
        return with(stream, tally(count, recent));
    }

    private static StreamFacts with(StreamFacts stream, Tally tally) {
        return new StreamFacts(
                stream.definition(),
                stream.publication(),
                stream.requester(),
                stream.listeners(),
                stream.losses(),
                stream.isPrivate(),
                tally,
                stream.nowMs());
    }

    private static Tally tally(Count count, long recent) {
        return new Tally(Map.of(count, 2 * recent), Map.of(count, recent));
    }

    static PublicationFacts exhausted(PublicationFacts facts) {
        return new PublicationFacts(
                1L << 47,
                facts.windowUsed(),
                facts.windowLength(),
                facts.subscribers(),
                facts.isBackPressured(),
                facts.lastBackPressureMs(),
                facts.limitedBy(),
                new OfferCounts(1280, 0, 0, 0, 0, 9),
                true,
                facts.notConnected(),
                facts.sender());
    }

    static PublicationFacts publication(long windowUsed, @Nullable String limitedBy) {
        return new PublicationFacts(
                81_920,
                windowUsed,
                WINDOW,
                1,
                windowUsed >= WINDOW,
                windowUsed >= WINDOW ? NOW_MS - 250 : 0,
                limitedBy,
                new OfferCounts(1280, windowUsed >= WINDOW ? 4 : 0, 0, 0, 0, 0),
                false,
                null,
                null);
    }

    static PublicationFacts sent(PublicationFacts facts, SenderView sender) {
        return new PublicationFacts(
                facts.position(),
                facts.windowUsed(),
                facts.windowLength(),
                facts.subscribers(),
                facts.isBackPressured(),
                facts.lastBackPressureMs(),
                facts.limitedBy(),
                facts.offers(),
                facts.isExhausted(),
                facts.notConnected(),
                sender);
    }

    static PublicationFacts notConnected(ConnectionDiagnosis.Reason reason) {
        return new PublicationFacts(
                0,
                0,
                WINDOW,
                0,
                false,
                0,
                null,
                new OfferCounts(0, 0, 7, 0, 0, 0),
                false,
                new ConnectionDiagnosis(reason, "nobody answers"),
                null);
    }

    static SenderView sender(long position, long limit, long naks) {
        return new SenderView("ACTIVE", List.of("10.0.0.1:51234"), position, limit, 3, naks, 2);
    }

    // ---- requests

    static StreamFacts asked(boolean isConnected, @Nullable String lastRefusal, RequestCounts counts) {
        Map<Count, Long> recent = new HashMap<>();
        ExchangeCounts.add(recent, "orders", counts);
        return new StreamFacts(
                UDP,
                null,
                new RequesterFacts(isConnected, 8, counts, lastRefusal),
                List.of(),
                List.of(),
                false,
                new Tally(recent, recent),
                NOW_MS);
    }

    /** Nothing of what was counted is new. */
    static StreamFacts longAgo(StreamFacts stream) {
        return with(stream, new Tally(stream.tally().totals(), Map.of()));
    }

    /** 100 requests were sent. */
    static RequestCounts counts(long timedOut, long lost, int inFlight, long late, long unknown) {
        return new RequestCounts(
                100, 3, 100 - timedOut - lost - inFlight, timedOut, lost, 0, inFlight, late, unknown, 0);
    }

    /** Nothing was sent, because the driver refused the channels. */
    static RequestCounts refused() {
        return new RequestCounts(0, 3, 0, 0, 0, 0, 0, 0, 0, 2);
    }

    static StreamFacts replying(ReplyCounts replies) {
        ListenerFacts facts = listener(ListenerState.RUNNING);
        Map<Count, Long> recent = new HashMap<>();
        ExchangeCounts.add(recent, "orders", facts.id(), replies);
        StreamFacts stream = received(new ListenerFacts(
                facts.id(),
                facts.state(),
                facts.desired(),
                facts.onError(),
                facts.agent(),
                facts.hasOwnAgent(),
                facts.failure(),
                facts.reception(),
                facts.sessions(),
                replies));
        return with(stream, new Tally(recent, recent));
    }

    // ---- listeners

    static ListenerFacts listener(ListenerState state) {
        return listener(state, ListenerState.RUNNING);
    }

    static ListenerFacts listener(ListenerState state, ListenerState desired) {
        boolean isFailed = state == ListenerState.HALTED || state == ListenerState.RETRYING;
        return new ListenerFacts(
                "risk",
                state,
                desired,
                "retry(3)->halt",
                "bus-risk",
                true,
                isFailed ? failure() : null,
                null,
                List.of(),
                null);
    }

    static ListenerFacts sharing(ListenerFacts facts) {
        return new ListenerFacts(
                facts.id(),
                facts.state(),
                facts.desired(),
                facts.onError(),
                "bus-shared",
                false,
                facts.failure(),
                facts.reception(),
                facts.sessions(),
                facts.replies());
    }

    static ListenerFacts receiving(ConnectionDiagnosis.@Nullable Reason problem, ListenerSession... sessions) {
        return new ListenerFacts(
                "risk",
                ListenerState.RUNNING,
                ListenerState.RUNNING,
                "halt",
                "bus-risk",
                true,
                null,
                new ReceptionView(
                        "orders",
                        true,
                        "ACTIVE",
                        List.of("10.0.0.2:40123"),
                        problem == null ? null : new ConnectionDiagnosis(problem, "nothing was heard")),
                List.of(sessions),
                null);
    }

    static ListenerSession session(long naks, long behindGap) {
        return new ListenerSession(
                "orders",
                1433,
                80_896,
                1024,
                WINDOW,
                false,
                "10.0.0.1:51234",
                new ReceiverView(81_920 + behindGap, 81_920, naks));
    }

    static StreamLoss loss() {
        return new StreamLoss(1433, 1001, "10.0.0.1:51234", 5, 7_040, NOW_MS - 3_000);
    }

    private static ListenerFailure failure() {
        return new ListenerFailure(
                "risk",
                "orders",
                1433,
                80_832,
                80_896,
                4,
                new IllegalStateException("unknown account"),
                NOW_MS - 5_000,
                "");
    }

    // ---- the driver

    static DriverFacts driver() {
        return driver(true, 12, 20 << 20, 100, system(2, 0, 0));
    }

    static DriverFacts driver(boolean isActive, long ageMs, long usable, int countersUsed, SystemFacts system) {
        return new DriverFacts(
                new DriverStatus(true, Path.of("/dev/shm/bus"), isActive, ageMs, 4711, 1, 12 << 20, usable, 0),
                10_000,
                8 << 20,
                4 << 20,
                countersUsed,
                8192,
                Tally.NOTHING,
                List.of(),
                true,
                system,
                NOW_MS);
    }

    static DriverFacts counting(SystemCounter counter, long recent) {
        return counting(Count.of(counter), recent);
    }

    static DriverFacts counting(Count count, long recent) {
        DriverFacts facts = driver();
        return with(facts, tally(count, recent), facts.errors());
    }

    static DriverFacts countingLongAgo(SystemCounter counter, long total) {
        DriverFacts facts = driver();
        return with(facts, new Tally(Map.of(Count.of(counter), total), Map.of()), facts.errors());
    }

    static DriverFacts failing(DriverError... errors) {
        return with(driver(), Tally.NOTHING, List.of(errors));
    }

    static DriverFacts on(SystemFacts system) {
        return driver(true, 12, 20 << 20, 100, system);
    }

    static SystemFacts system(int cores, int spinning, long drops) {
        return new SystemFacts(cores, spinning, 0, 2 << 20, 4 << 20, 2 << 20, 4 << 20, drops);
    }

    static SystemFacts smallBuffers() {
        return new SystemFacts(2, 0, 0, 2 << 20, 212_992, 2 << 20, 4 << 20, 0);
    }

    private static DriverFacts with(DriverFacts facts, Tally tally, List<DriverError> errors) {
        return new DriverFacts(
                facts.status(),
                facts.timeoutMs(),
                facts.lowStorage(),
                facts.termLength(),
                facts.countersUsed(),
                facts.countersCapacity(),
                tally,
                errors,
                facts.usesNetwork(),
                facts.system(),
                NOW_MS);
    }
}
