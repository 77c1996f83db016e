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
     * Appends, waiting for room.
     *
     * @return position in bytes after the message
     * @throws RuntimeException that says what was missing when the time was over
     */
    <T> long append(BusPublisher publisher, T payload, Appends.Append<T> append, SendBuffers mine, Duration timeout) {
        long beganNs = clock.nanoTime();
        long timeoutNs = timeout.toNanos();
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
            if (!status.isRetryable()
                    || waitedNs >= timeoutNs
                    || Thread.currentThread().isInterrupted()) {
                if (attempts > 1) {
                    waits.add(publisher.stream(), waitedNs);
                }
                throw failure(publisher, status, Duration.ofNanos(waitedNs));
            }
            if (status != OfferStatus.ADMIN_ACTION) {
                mine.idle.idle();
            }
        }
    }

    private RuntimeException failure(BusPublisher publisher, OfferStatus status, Duration waited) {
        String stream = publisher.stream();
        return switch (status) {
            case BACK_PRESSURED, ADMIN_ACTION ->
                new BackPressureException(stream, waited, publisher.availableWindow(), lifecycle.limitedBy(stream));
            case NOT_CONNECTED -> new NotConnectedException(stream, waited);
            case CLOSED -> new PublicationClosedException(stream);
            case MAX_POSITION_EXCEEDED -> new MaxPositionExceededException(stream, publisher.position());
            case ACCEPTED, DROPPED -> throw new AssertionError(status);
        };
    }
}
