package io.tradebus.benchmarks;

/**
 * One implementation under measurement: a driver embedded in this process and a client on it. Each implementation has
 * the same loops written against its own API, so that no common interface stands between the loop and the transport.
 */
interface Peer extends AutoCloseable {
    String name();

    /** Offers {@code count} messages of {@code length} bytes on an exclusive publication; spins while held back. */
    void publish(String channel, int streamId, long count, int length);

    /** Polls until {@code count} messages have arrived. {@code ready} runs once the subscription exists. */
    void consume(String channel, int streamId, long count, Runnable ready);

    /** Answers each of {@code count} messages on {@code requestStreamId} with one on {@code replyStreamId}. */
    void echo(String channel, int requestStreamId, int replyStreamId, long count, Runnable ready);

    /** Sends {@code count} messages one after the other and records the time to each one's reply. */
    void ping(String channel, int requestStreamId, int replyStreamId, long count, int length, RoundTrips trips);

    @Override
    void close();
}
