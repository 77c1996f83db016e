package io.tradebus.spring.test;

import io.tradebus.core.client.Subscription;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;

/** Back-pressure on a stream that lasts until this is closed. Belongs to the test's thread. */
public final class BusBackPressure implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long PAUSE_NS = 1_000_000;
    /** Refusals in a row after which the window is full, and not only waiting for the driver to move it on. */
    private static final int LASTING_REFUSALS = 50;

    private static final int MOST_PAUSES_OF_CLOSE = 200;

    private final RuntimeClocks clocks;
    private final BusPublisher publisher;
    private final Subscription held;
    private final long deadlineNs;

    BusBackPressure(BusTemplate bus, StreamDefinition stream, BusRuntime runtime) {
        clocks = bus.execution().clocks();
        publisher = bus.publisher(stream.name());
        deadlineNs = clocks.nano().nanoTime() + LIMIT.toNanos();
        held = runtime.subscribe(stream, image -> {});
        try {
            awaitConnection();
            fill();
        } catch (RuntimeException | Error e) {
            held.close();
            throw e;
        }
    }

    private void awaitConnection() {
        while (!held.isConnected() || !publisher.isConnected()) {
            pause("did not connect to a subscriber that holds it back");
        }
    }

    /** What is claimed and given up takes room, and subscribers pass over it. */
    private void fill() {
        BusClaim claim = new BusClaim();
        int length = publisher.maxPayloadLength();
        int refusals = 0;
        while (refusals < LASTING_REFUSALS) {
            long result = publisher.tryClaim(length, claim);
            if (result > 0) {
                claim.abort();
                refusals = 0;
                continue;
            }
            OfferStatus status = OfferStatus.of(result);
            if (!status.isRetryable()) {
                throw new AssertionError("stream '" + publisher.stream() + "' cannot be filled: " + status);
            }
            refusals = status == OfferStatus.BACK_PRESSURED ? refusals + 1 : 0;
            pause("was not back-pressured");
        }
    }

    private void pause(String failure) {
        if (clocks.nano().nanoTime() - deadlineNs >= 0) {
            throw new AssertionError(
                    "stream '" + publisher.stream() + "' " + failure + " within " + LIMIT.toMillis() + " ms");
        }
        clocks.pause().pause(PAUSE_NS);
    }

    /** The stream that is held back. */
    public String stream() {
        return publisher.stream();
    }

    /**
     * Holds the stream back no more, and returns when it takes messages again; or soon, if somebody else holds it back.
     */
    @Override
    public void close() {
        held.close();
        for (int i = 0; i < MOST_PAUSES_OF_CLOSE && publisher.availableWindow() <= 0; i++) {
            clocks.pause().pause(PAUSE_NS);
        }
    }
}
