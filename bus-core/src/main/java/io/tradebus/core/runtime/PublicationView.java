package io.tradebus.core.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How a publisher is doing, for those who watch it. Each method reads the value of this moment; any thread may call it.
 */
public interface PublicationView {
    /** What the publisher was made from. */
    StreamDefinition definition();

    /** Session of the publication: a new one each time the driver came back, unless the channel names one. */
    int sessionId();

    /** Length in bytes of each of the log's three terms. */
    int termLength();

    /** Whether there is at least one subscriber. */
    boolean isConnected();

    /** Position in bytes up to which messages have been appended. */
    long position();

    /** First position in bytes that may not be used yet. */
    long positionLimit();

    /** Bytes the publication may be ahead of its slowest subscriber. */
    long windowLength();

    /** Bytes the slowest subscriber on this host is behind, or that receivers on others do not take yet; 0 without any. */
    long windowUsed();

    /** Number of subscribers on this host. */
    int subscriberCount();

    /** Whether offers have been refused lately because a subscriber does not keep up. */
    boolean isBackPressured();

    /** When an offer was last seen to be refused for back pressure, in milliseconds since the epoch; 0 for never. */
    long lastBackPressureMs();

    /**
     * Who is furthest behind: the id of a listener of this runtime, {@link #LOCAL} or {@link #REMOTE}; null while
     * everything published is consumed.
     */
    @Nullable String limitedBy();

    /** Why there is no subscriber; null while there is one. Looks through all counters. */
    @Nullable ConnectionDiagnosis notConnected();

    /** How the publication is sent over the network; null within this host, and while the driver is away. */
    @Nullable SenderView sender();

    /** What became of the offers since the publisher was made, over all its sessions. */
    OfferCounts offers();

    /** Stands for a subscriber in another process, on this host or another. */
    String REMOTE = "remote";

    /** Stands for a subscription of this process that belongs to no listener, as those of tests and tools. */
    String LOCAL = "local";

    /**
     * Offers and claims by their outcome.
     *
     * @param accepted appended
     * @param backPressured refused because a subscriber does not keep up
     * @param notConnected refused because there is no subscriber
     * @param adminAction refused because the log was rotating
     * @param closed refused because the publisher is closed
     * @param maxPositionExceeded refused because the stream is full for ever
     */
    record OfferCounts(
            long accepted,
            long backPressured,
            long notConnected,
            long adminAction,
            long closed,
            long maxPositionExceeded) {}
}
