package io.tradebus.benchmarks;

/**
 * One implementation under measurement: a client and its driver. Each implementation has the same loops written against
 * its own API, so that no common interface stands between the loop and the transport.
 */
interface Peer extends AutoCloseable {
    /**
     * Offers {@code count} messages of {@code length} bytes on an exclusive publication, and waits while held back.
     * {@code connected} runs once there is a subscriber.
     */
    void publish(Lane lane, long count, int length, Runnable connected);

    /**
     * Polls until {@code count} messages have arrived, and returns the {@link System#nanoTime()} at which the last one
     * had. {@code ready} runs once the subscription exists.
     */
    long consume(Lane lane, long count, Runnable ready);

    /** Answers each of {@code count} messages on {@code requests} with one on {@code replies}. */
    void echo(Lane requests, Lane replies, long count, Runnable ready);

    /** Sends {@code count} messages one after the other and records the time to each one's reply. */
    void ping(Lane requests, Lane replies, long count, int length, RoundTrips trips);

    @Override
    void close();
}
