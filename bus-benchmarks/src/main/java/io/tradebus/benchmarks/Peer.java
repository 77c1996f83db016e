package io.tradebus.benchmarks;

/**
 * One implementation under measurement: a client of a driver. Each implementation has the same loops written against its
 * own API, so that no common interface stands between the loop and the transport.
 *
 * <p>All messages begin with their number, as {@link Expected} says. A loop tells its {@link Progress} once it is set up and
 * once it is done.
 */
interface Peer extends AutoCloseable {
    /** Offers {@code count} messages of {@code length} bytes once there is a subscriber, and waits while held back. */
    void publish(Lane lane, PublicationKind kind, long count, int length, Progress progress);

    /** Polls until {@code count} messages have arrived. */
    void consume(Lane lane, long count, int length, Progress progress);

    /** Answers each of {@code count} messages on {@code requests} with one on {@code replies}. */
    void echo(Lane requests, Lane replies, long count, int length, Progress progress);

    /** Sends {@code count} messages one after the other and records the time to each one's reply. */
    void ping(Lane requests, Lane replies, long count, int length, Progress progress, RoundTrips trips);

    /**
     * Sends messages of {@code length} bytes, at least 16, when they are due, and records the time from then to each one's
     * reply. Those that are late are sent as fast as they are taken.
     */
    void pacedPing(Lane requests, Lane replies, Schedule schedule, int length, Progress progress, RoundTrips trips);

    /**
     * Offers messages until there are {@code messages}, polls them, and does so {@code times} times, all by the calling thread.
     * What it has to wait for is not timed.
     */
    LogTimes fillAndRead(Lane lane, PublicationKind kind, int length, int messages, int times);

    /** Adds exclusive publications of {@code count} streams of one channel, each after the driver has answered the one before. */
    OpenStreams publishAll(Lane first, int count);

    /** As above, subscriptions. */
    OpenStreams subscribeAll(Lane first, int count);

    @Override
    void close();
}
