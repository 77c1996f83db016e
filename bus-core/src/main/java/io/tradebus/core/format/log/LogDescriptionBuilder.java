package io.tradebus.core.format.log;

import io.tradebus.core.format.log.LogDescription.Shape;
import io.tradebus.core.format.log.LogDescription.SocketBuffers;
import io.tradebus.core.format.log.LogDescription.Start;
import io.tradebus.core.format.log.LogDescription.Timeouts;
import io.tradebus.core.format.log.LogDescription.Traits;
import java.util.concurrent.TimeUnit;

/** Collects what a {@link LogDescription} is made of. Session, stream and lengths have no sensible default. */
public final class LogDescriptionBuilder {
    private static final long NO_VALUE = -1;
    private static final int DEFAULT_MAX_RESEND = 16;

    private final LogKind kind;
    private final long registrationId;
    private int sessionId;
    private int streamId;
    private long entityTag;
    private long responseCorrelationId;
    private int termLength = 16 << 20;
    private int mtuLength = 1408;
    private int filePageSize = LogLayout.MIN_PAGE_SIZE;
    private int publicationWindowLength;
    private int receiverWindowLength;
    private int maxResend;
    private Start start = new Start(0, 0, 0);
    private SocketBuffers socketBuffers = SocketBuffers.NONE;
    private Timeouts timeouts;
    private Traits traits;

    LogDescriptionBuilder(LogKind kind, long registrationId) {
        boolean isPublication = kind != LogKind.IMAGE;
        long windowLimitNs = TimeUnit.SECONDS.toNanos(5);
        this.kind = kind;
        this.registrationId = registrationId;
        entityTag = isPublication ? NO_VALUE : 0;
        responseCorrelationId = isPublication ? NO_VALUE : 0;
        maxResend = isPublication ? DEFAULT_MAX_RESEND : 0;
        timeouts = new Timeouts(
                isPublication ? TimeUnit.SECONDS.toNanos(5) : 0,
                windowLimitNs,
                TimeUnit.SECONDS.toNanos(10),
                windowLimitNs);
        traits = isPublication ? Traits.OF_PUBLICATION : Traits.OF_IMAGE;
    }

    public LogDescriptionBuilder stream(int sessionId, int streamId) {
        this.sessionId = sessionId;
        this.streamId = streamId;
        return this;
    }

    public LogDescriptionBuilder termLength(int bytes) {
        termLength = bytes;
        return this;
    }

    public LogDescriptionBuilder mtuLength(int bytes) {
        mtuLength = bytes;
        return this;
    }

    public LogDescriptionBuilder filePageSize(int bytes) {
        filePageSize = bytes;
        return this;
    }

    public LogDescriptionBuilder publicationWindowLength(int bytes) {
        publicationWindowLength = bytes;
        return this;
    }

    public LogDescriptionBuilder receiverWindowLength(int bytes) {
        receiverWindowLength = bytes;
        return this;
    }

    public LogDescriptionBuilder maxResend(int count) {
        maxResend = count;
        return this;
    }

    /** Lets the stream begin at the start of its initial term. */
    public LogDescriptionBuilder initialTermId(int initialTermId) {
        start = new Start(initialTermId, initialTermId, 0);
        return this;
    }

    public LogDescriptionBuilder start(int initialTermId, int termId, int termOffset) {
        start = new Start(initialTermId, termId, termOffset);
        return this;
    }

    public LogDescriptionBuilder entityTag(long tag) {
        entityTag = tag;
        return this;
    }

    public LogDescriptionBuilder responseCorrelationId(long correlationId) {
        responseCorrelationId = correlationId;
        return this;
    }

    public LogDescriptionBuilder socketBuffers(SocketBuffers lengths) {
        socketBuffers = lengths;
        return this;
    }

    public LogDescriptionBuilder timeouts(Timeouts values) {
        timeouts = values;
        return this;
    }

    public LogDescriptionBuilder traits(Traits values) {
        traits = values;
        return this;
    }

    /**
     * The description.
     *
     * @throws IllegalArgumentException if a length is out of range, or the start lies outside a term
     */
    public LogDescription build() {
        Shape shape = new Shape(
                termLength, mtuLength, filePageSize, publicationWindowLength, receiverWindowLength, maxResend);
        return new LogDescription(
                kind,
                registrationId,
                sessionId,
                streamId,
                entityTag,
                responseCorrelationId,
                shape,
                start,
                socketBuffers,
                timeouts,
                traits);
    }
}
