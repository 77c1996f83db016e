package io.tradebus.spring.event;

import io.tradebus.core.runtime.PublisherLoss;
import java.nio.file.Path;
import java.util.List;

/** The driver stopped, does not answer any more, or has given this process up after a pause. */
public final class BusDriverLost extends BusDriverEvent {
    private final Throwable cause;
    private final List<PublisherLoss> publishers;
    private final boolean recovering;

    public BusDriverLost(
            Object source,
            Path directory,
            boolean embedded,
            Throwable cause,
            List<PublisherLoss> publishers,
            boolean recovering) {
        super(source, directory, embedded);
        this.cause = cause;
        this.publishers = List.copyOf(publishers);
        this.recovering = recovering;
    }

    /** What was seen. */
    public Throwable cause() {
        return cause;
    }

    /**
     * How far publishers had come: what of their streams may not have been delivered. Empty unless the bus goes on by
     * itself.
     */
    public List<PublisherLoss> publishers() {
        return publishers;
    }

    /** Whether the bus goes on by itself when the driver is back. */
    public boolean recovering() {
        return recovering;
    }

    @Override
    String details() {
        return super.details() + " cause=" + cause + " recovering=" + recovering + " publishers=" + publishers;
    }
}
