package io.tradebus.spring.autoconfigure.metrics;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.DriverStatus;
import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.PublicationView.OfferCounts;
import io.tradebus.spring.core.AgentStatistics;
import io.tradebus.spring.core.DroppedMessages;
import io.tradebus.spring.core.SendWaits;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.ListenerState;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/** Says for each thing which meters it has and where their values come from. */
final class BusMeters {
    private static final List<ListenerState> STATES = List.of(
            ListenerState.RUNNING,
            ListenerState.PAUSED,
            ListenerState.RETRYING,
            ListenerState.HALTED,
            ListenerState.DETACHED,
            ListenerState.STOPPED);

    private static final String SENT = "sent";
    private static final String RECEIVED = "received";

    private BusMeters() {}

    static MeterSet driver(String mode, Supplier<@Nullable BusRuntime> runtime) {
        MeterSet meters = addCounters(new MeterSet(runtime), () -> countersOf(runtime.get()));
        return meters.with(BusMeter.DRIVER_ACTIVE, of(runtime, s -> s.active() ? 1 : 0), mode)
                .with(BusMeter.DRIVER_HEARTBEAT_AGE, of(runtime, BusMeters::heartbeatAgeNs), mode)
                .with(BusMeter.DRIVER_ERRORS, of(runtime, DriverStatus::errors), mode)
                .with(BusMeter.DRIVER_STORAGE, of(runtime, DriverStatus::mappedBytes), "mapped")
                .with(BusMeter.DRIVER_STORAGE, of(runtime, BusMeters::usableBytes), "free");
    }

    private static DoubleSupplier of(Supplier<@Nullable BusRuntime> runtime, ToDoubleFunction<DriverStatus> value) {
        return () -> {
            BusRuntime current = runtime.get();
            return current == null ? Double.NaN : value.applyAsDouble(current.driverStatus());
        };
    }

    private static double heartbeatAgeNs(DriverStatus status) {
        return status.heartbeatAgeMs() < 0 ? Double.NaN : TimeUnit.MILLISECONDS.toNanos(status.heartbeatAgeMs());
    }

    private static double usableBytes(DriverStatus status) {
        return status.usableBytes() < 0 ? Double.NaN : status.usableBytes();
    }

    /**
     * Adds what is a counter of the driver as it is.
     *
     * @param counters of the driver; null while there is none
     */
    static MeterSet addCounters(MeterSet meters, Supplier<@Nullable CountersReader> counters) {
        return meters.with(BusMeter.DRIVER_CYCLE_MAX, of(counters, SystemCounter.CONDUCTOR_MAX_CYCLE_TIME), "conductor")
                .with(BusMeter.DRIVER_CYCLE_MAX, of(counters, SystemCounter.SENDER_MAX_CYCLE_TIME), "sender")
                .with(BusMeter.DRIVER_CYCLE_MAX, of(counters, SystemCounter.RECEIVER_MAX_CYCLE_TIME), "receiver")
                .with(BusMeter.NETWORK_BYTES, of(counters, SystemCounter.BYTES_SENT), SENT)
                .with(BusMeter.NETWORK_BYTES, of(counters, SystemCounter.BYTES_RECEIVED), RECEIVED)
                .with(BusMeter.NETWORK_NAKS, of(counters, SystemCounter.NAKS_SENT), SENT)
                .with(BusMeter.NETWORK_NAKS, of(counters, SystemCounter.NAKS_RECEIVED), RECEIVED)
                .with(BusMeter.NETWORK_RETRANSMITS, of(counters, SystemCounter.RETRANSMITS_SENT))
                .with(BusMeter.NETWORK_INVALID, of(counters, SystemCounter.INVALID_PACKETS))
                .with(BusMeter.NETWORK_SHORT_SENDS, of(counters, SystemCounter.SHORT_SENDS))
                .with(BusMeter.NETWORK_LOSS, of(counters, SystemCounter.LOSS_GAP_FILLS));
    }

    private static @Nullable CountersReader countersOf(@Nullable BusRuntime runtime) {
        return runtime == null ? null : runtime.counters();
    }

    private static DoubleSupplier of(Supplier<@Nullable CountersReader> counters, SystemCounter counter) {
        return () -> {
            CountersReader current = counters.get();
            return current == null ? Double.NaN : current.getCounterValue(counter.id());
        };
    }

    /** @param waits of the template, or null if the application has another one */
    static MeterSet publication(PublicationView publication, @Nullable SendWaits waits) {
        String stream = publication.definition().name();
        var meters = new MeterSet(publication);
        if (waits != null) {
            meters.with(BusMeter.PUBLICATION_BLOCKED, () -> waits.totalNs(stream), () -> waits.count(stream), stream);
        }
        return meters.with(BusMeter.PUBLICATION_BYTES, () -> Math.max(0, publication.position()), stream)
                .with(BusMeter.PUBLICATION_OFFERS, of(publication, OfferCounts::accepted), stream, "accepted")
                .with(
                        BusMeter.PUBLICATION_OFFERS,
                        of(publication, OfferCounts::backPressured),
                        stream,
                        "back_pressured")
                .with(BusMeter.PUBLICATION_OFFERS, of(publication, OfferCounts::notConnected), stream, "not_connected")
                .with(BusMeter.PUBLICATION_OFFERS, of(publication, OfferCounts::adminAction), stream, "admin_action")
                .with(BusMeter.PUBLICATION_OFFERS, of(publication, OfferCounts::closed), stream, "closed")
                .with(
                        BusMeter.PUBLICATION_OFFERS,
                        of(publication, OfferCounts::maxPositionExceeded),
                        stream,
                        "max_position")
                .with(
                        BusMeter.PUBLICATION_WINDOW_USED,
                        () -> ratio(publication.windowUsed(), publication.windowLength()),
                        stream)
                .with(BusMeter.PUBLICATION_SUBSCRIBERS, publication::subscriberCount, stream);
    }

    /** Adds what the template gave up of a stream. */
    static void addDropped(MeterSet meters, String stream, DroppedMessages dropped) {
        meters.with(BusMeter.PUBLICATION_DROPPED, () -> dropped.count(stream), stream);
    }

    private static DoubleSupplier of(PublicationView publication, ToLongFunction<OfferCounts> count) {
        return () -> count.applyAsLong(publication.offers());
    }

    static MeterSet listener(BusListenerHandle listener) {
        var meters = new MeterSet(listener);
        String id = listener.id();
        for (ListenerState state : STATES) {
            String name = state.name().toLowerCase(Locale.ROOT);
            meters.with(BusMeter.LISTENER_STATE, () -> listener.state() == state ? 1 : 0, id, name);
        }
        for (String stream : listener.streams()) {
            ListenerCounters counters = listener.counters(stream);
            // What the filter kept back was handled for the agent, but not by the handler.
            meters.with(
                            BusMeter.LISTENER_MESSAGES,
                            () -> Math.max(0, counters.messages() - listener.filtered(stream)),
                            stream,
                            id,
                            "success")
                    .with(BusMeter.LISTENER_MESSAGES, counters::failures, stream, id, "failure")
                    .with(BusMeter.LISTENER_MESSAGES, counters::skipped, stream, id, "skipped")
                    .with(BusMeter.LISTENER_MESSAGES, counters::deadLettered, stream, id, "dead_lettered")
                    .with(BusMeter.LISTENER_MESSAGES, () -> listener.filtered(stream), stream, id, "filtered")
                    .with(BusMeter.LISTENER_BYTES, counters::bytes, stream, id)
                    .with(BusMeter.LISTENER_RETRIES, counters::retries, stream, id)
                    .with(BusMeter.LISTENER_ABORTS, counters::aborts, stream, id)
                    .with(BusMeter.LISTENER_INCOMPLETE, counters::incomplete, stream, id);
            RequestMeters.addReplies(meters, listener, stream);
        }
        return meters;
    }

    /** @param isPerSession whether the lag is measured by {@link #session} instead */
    static MeterSet subscription(BusListenerHandle listener, boolean isPerSession) {
        var meters = new MeterSet(listener);
        String id = listener.id();
        for (String stream : listener.streams()) {
            meters.with(
                    BusMeter.SUBSCRIPTION_SESSIONS,
                    () -> sessions(listener, stream).size(),
                    stream,
                    id);
            if (!isPerSession) {
                meters.with(BusMeter.SUBSCRIPTION_LAG, () -> listener.lag(stream), stream, id)
                        .with(BusMeter.SUBSCRIPTION_LAG_RATIO, () -> lagRatio(listener, stream), stream, id);
            }
        }
        return meters;
    }

    static MeterSet session(BusListenerHandle listener, String stream, int sessionId) {
        String session = Integer.toString(sessionId);
        return new MeterSet(listener)
                .with(
                        BusMeter.SUBSCRIPTION_LAG,
                        () -> session(listener, stream, sessionId, ListenerSession::lag),
                        stream,
                        listener.id(),
                        session)
                .with(
                        BusMeter.SUBSCRIPTION_LAG_RATIO,
                        () -> session(listener, stream, sessionId, s -> ratio(s.lag(), s.window())),
                        stream,
                        listener.id(),
                        session);
    }

    private static double session(
            BusListenerHandle listener, String stream, int sessionId, ToDoubleFunction<ListenerSession> value) {
        return sessions(listener, stream).stream()
                .filter(session -> session.sessionId() == sessionId)
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<ListenerSession> sessions(BusListenerHandle listener, String stream) {
        return listener.sessions().stream()
                .filter(session -> session.stream().equals(stream))
                .toList();
    }

    private static double lagRatio(BusListenerHandle listener, String stream) {
        return sessions(listener, stream).stream()
                .mapToDouble(session -> ratio(session.lag(), session.window()))
                .max()
                .orElse(0);
    }

    static MeterSet agent(AgentStatistics statistics) {
        var busy = new BusyShare(statistics);
        return new MeterSet(statistics)
                .with(BusMeter.AGENT_BUSY, busy::value, statistics.agent())
                .with(BusMeter.AGENT_CYCLE_MAX, statistics::maxCycleNs, statistics.agent());
    }

    private static double ratio(long used, long length) {
        return length <= 0 ? 0 : Math.min(1.0, (double) used / length);
    }
}
