package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.log.LogDescription;
import java.util.List;

/**
 * A log that subscribers of this machine read by mapping its file: that of an IPC publication, that of a publication to
 * the network, which spies read, or the image of a stream that comes over the network.
 */
public interface ReadableStream {
    /** Who sends what is read from the log of its publisher. */
    String THIS_MACHINE = "aeron:ipc";

    /** What clients know the image by: id of the image, or registration id of a publication of this machine. */
    long imageId();

    int sessionId();

    int streamId();

    String logFileName();

    /** Who sends it, in words for subscribers. */
    String sourceIdentity();

    /** Whether a new subscription may read it now. */
    boolean acceptsSubscribers();

    /** Where a subscription that joins now begins to read, in bytes from the start of the stream. */
    long joinPosition();

    /** Position below which an untethered subscriber is too far behind. */
    long untetheredLimit();

    LogDescription.Timeouts timeouts();

    /** Those that read it, or may read it again; to be changed by {@link #add} and {@link #remove} alone. */
    List<SubscriberPosition> subscribers();

    void add(SubscriberPosition subscriber);

    void remove(SubscriberPosition subscriber);

    /** A subscriber came, went, or is counted otherwise than before. */
    void onSubscribersChanged();
}
