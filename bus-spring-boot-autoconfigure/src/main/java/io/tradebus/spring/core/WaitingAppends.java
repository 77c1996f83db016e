package io.tradebus.spring.core;

import io.tradebus.core.BackPressureException;
import io.tradebus.core.MaxPositionExceededException;
import io.tradebus.core.NotConnectedException;
import io.tradebus.core.PublicationClosedException;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/** Appends again and again until there is room, or the time is over. Safe to use from any thread, each with its buffers. */
final class WaitingAppends {
    private final NanoClock clock;
    private final BusRuntimeLifecycle lifecycle;
    private final SendWaits waits = new SendWaits();

    WaitingAppends(NanoClock clock, BusRuntimeLifecycle lifecycle) {
        this.clock = clock;
        this.lifecycle = lifecycle;
    }

    SendWaits waits() {
        return waits;
    }

    /**
     * Appends, waiting for room. The payload is encoded once, and an interrupted thread stays interrupted.
     *
     * @return position in bytes after the message
     * @throws RuntimeException that says what was missing when the time was over or the thread was interrupted
     */
    <T> long append(BusPublisher publisher, T payload, Appends.Append<T> append, SendBuffers mine, Duration timeout) {
        Appends.Append<T> repeated = append.repeated(publisher, payload);
        try {
            return appendRepeatedly(publisher, payload, repeated, mine, timeout.toNanos());
        } finally {
            repeated.end(mine);
        }
    }

    private <T> long appendRepeatedly(
            BusPublisher publisher, T payload, Appends.Append<T> append, SendBuffers mine, long timeoutNs) {
        long beganNs = clock.nanoTime();
        mine.idle.reset();
        for (int attempts = 1; ; attempts++) {
            long result = append.once(publisher, payload, mine);
            if (result > 0) {
                if (attempts > 1) {
                    waits.add(publisher.stream(), clock.nanoTime() - beganNs);
                }
                return result;
            }
            OfferStatus status = OfferStatus.of(result);
            long waitedNs = clock.nanoTime() - beganNs;
            boolean isOver = !status.isRetryable() || waitedNs >= timeoutNs;
            if (isOver || Thread.currentThread().isInterrupted()) {
                if (attempts > 1) {
                    waits.add(publisher.stream(), waitedNs);
                }
                throw failure(publisher, status, Duration.ofNanos(waitedNs), !isOver);
            }
            if (status != OfferStatus.ADMIN_ACTION) {
                mine.idle.idle();
            }
        }
    }

    private RuntimeException failure(
            BusPublisher publisher, OfferStatus status, Duration waited, boolean isInterrupted) {
        String stream = publisher.stream();
        return switch (status) {
            case BACK_PRESSURED, ADMIN_ACTION -> {
                long window = publisher.availableWindow();
                String limiting = lifecycle.limitedBy(stream);
                yield isInterrupted
                        ? BackPressureException.interrupted(stream, waited, window, limiting)
                        : new BackPressureException(stream, waited, window, limiting);
            }
            case NOT_CONNECTED ->
                isInterrupted
                        ? NotConnectedException.interrupted(stream, waited)
                        : new NotConnectedException(stream, waited, lifecycle.lostDriver());
            case CLOSED -> new PublicationClosedException(stream);
            case MAX_POSITION_EXCEEDED -> new MaxPositionExceededException(stream, publisher.position());
            case ACCEPTED, DROPPED -> throw new AssertionError(status);
        };
    }
}
