package io.tradebus.core.client;

import io.tradebus.core.BusException;
import java.util.List;

/**
 * What became of all that a client had when it attached to another driver, or to the same one again.
 *
 * @param clientId the client as that driver knows it
 * @param publications those that go on, in the order they were added
 * @param subscriptions those that go on; their images are told to their listeners as they come
 * @param counters those that go on
 * @param failures what the driver refused or did not answer
 */
public record DriverReturn(
        long clientId,
        List<RestoredPublication> publications,
        List<Subscription> subscriptions,
        List<Counter> counters,
        List<RestoreFailure> failures) {
    /**
     * A publication that goes on.
     *
     * @param sessionId its session from now on
     * @param startPosition where the first message begins, in bytes
     */
    public record RestoredPublication(Publication publication, int sessionId, long startPosition) {}

    /**
     * What could not be added again.
     *
     * @param handle the publication, subscription or counter; closed, unless only a destination of it failed
     * @param subject what it is, in words
     * @param cause what the driver said
     */
    public record RestoreFailure(AutoCloseable handle, String subject, BusException cause) {}
}
