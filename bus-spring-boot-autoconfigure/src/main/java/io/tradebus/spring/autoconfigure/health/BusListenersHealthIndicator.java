package io.tradebus.spring.autoconfigure.health;

import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * UP while every listener does what it is meant to do. A listener that stands because of a message is DOWN; one that has
 * been trying the same message for long is OUT_OF_SERVICE. What an operator stopped or paused, and what lags, is UP.
 */
public class BusListenersHealthIndicator extends AbstractHealthIndicator {
    /** Retrying for longer than this is not health any more. */
    static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final BusListenerRegistry registry;
    private final InstantSource clock;

    public BusListenersHealthIndicator(BusListenerRegistry registry, InstantSource clock) {
        super("the listeners' states cannot be told");
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        boolean isDown = false;
        for (BusListenerHandle listener : registry.listeners()) {
            Status status = statusOf(listener);
            builder.withDetail(listener.id(), details(listener, status));
            if (status.equals(Status.DOWN)) {
                isDown = true;
                builder.down();
            } else if (status.equals(Status.OUT_OF_SERVICE) && !isDown) {
                builder.outOfService();
            }
        }
    }

    private Status statusOf(BusListenerHandle listener) {
        ListenerState desired = listener.desiredState();
        return switch (listener.state()) {
            case HALTED -> Status.DOWN;
            case DETACHED -> desired == ListenerState.DETACHED ? Status.UP : Status.DOWN;
            case STOPPED ->
                desired == ListenerState.RUNNING || desired == ListenerState.PAUSED ? Status.DOWN : Status.UP;
            case RETRYING -> isRetryingForLong(listener.failure()) ? Status.OUT_OF_SERVICE : Status.UP;
            case STARTING, RUNNING, PAUSED -> Status.UP;
        };
    }

    private boolean isRetryingForLong(Optional<ListenerFailure> failure) {
        return failure.map(f -> clock.millis() - f.sinceMs() > LONGEST_RETRY.toMillis())
                .orElse(false);
    }

    /** Streams over the network that nobody publishes, and why: worth knowing, though no matter of health. */
    private static Map<String, String> notConnected(BusListenerHandle listener) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String stream : listener.streams()) {
            ReceptionView reception = listener.reception(stream);
            ConnectionDiagnosis diagnosis =
                    reception == null || !reception.isNetwork() ? null : reception.notConnected();
            if (diagnosis != null) {
                reasons.put(stream, diagnosis.text());
            }
        }
        return reasons;
    }

    private static Object details(BusListenerHandle listener, Status status) {
        String state = listener.state().name().toLowerCase(Locale.ROOT);
        Map<String, String> notConnected = notConnected(listener);
        if (status.equals(Status.UP) && notConnected.isEmpty()) {
            return state;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", state);
        if (!notConnected.isEmpty()) {
            details.put("notConnected", notConnected);
        }
        if (status.equals(Status.UP)) {
            return details;
        }
        details.put("desired", listener.desiredState().name().toLowerCase(Locale.ROOT));
        listener.failure().ifPresent(failure -> {
            details.put("stream", failure.stream());
            details.put("sessionId", failure.sessionId());
            details.put("position", failure.position());
            details.put("attempt", failure.attempt());
            details.put("error", failure.cause().toString());
        });
        return details;
    }
}
