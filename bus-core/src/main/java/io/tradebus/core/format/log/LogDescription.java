package io.tradebus.core.format.log;

import io.tradebus.core.format.frame.DataFrame;

/**
 * What the driver writes into the metadata of a new log. Made with {@link #builder}; every part is valid by
 * construction.
 *
 * @param registrationId correlation id of the command that asked for the log; the file is named after it
 * @param entityTag number that an application gave to the stream, or -1
 * @param responseCorrelationId registration that a response channel answers, or -1
 */
public record LogDescription(
        LogKind kind,
        long registrationId,
        int sessionId,
        int streamId,
        long entityTag,
        long responseCorrelationId,
        Shape shape,
        Start start,
        SocketBuffers socketBuffers,
        Timeouts timeouts,
        Traits traits) {

    /**
     * Lengths in bytes, and how often a frame is sent again.
     *
     * @param mtuLength longest frame, header included
     * @param publicationWindowLength how far a publisher may be ahead of its consumers; 0 for an image
     * @param receiverWindowLength how far a sender may be ahead of the subscribers of an image; 0 for a publication
     * @param maxResend most retransmissions at a time; 0 for an image
     */
    public record Shape(
            int termLength,
            int mtuLength,
            int filePageSize,
            int publicationWindowLength,
            int receiverWindowLength,
            int maxResend) {
        public Shape {
            LogLayout.requireTermLength(termLength);
            LogLayout.requirePageSize(filePageSize);
            if (mtuLength <= DataFrame.HEADER_LENGTH || mtuLength % DataFrame.FRAME_ALIGNMENT != 0) {
                throw new IllegalArgumentException("mtuLength must be a multiple of " + DataFrame.FRAME_ALIGNMENT
                        + " above " + DataFrame.HEADER_LENGTH + ", but was " + mtuLength);
            }
        }
    }

    /**
     * Where the stream begins.
     *
     * @param initialTermId term of position 0
     * @param termId term of the first frame
     * @param termOffset offset of the first frame in its term in bytes
     */
    public record Start(int initialTermId, int termId, int termOffset) {
        public Start {
            if (Positions.termCount(termId, initialTermId) < 0) {
                throw new IllegalArgumentException("termId must not be before initialTermId, but was " + termId
                        + " with initialTermId " + initialTermId);
            }
            if (termOffset < 0 || termOffset % DataFrame.FRAME_ALIGNMENT != 0) {
                throw new IllegalArgumentException("termOffset must be a multiple of " + DataFrame.FRAME_ALIGNMENT
                        + " and not negative, but was " + termOffset);
            }
        }

        /** How many terms were begun before the first one that is used. */
        public int termCount() {
            return Positions.termCount(termId, initialTermId);
        }
    }

    /** Socket buffer lengths in bytes: what was asked for, and the default and maximum of the system. */
    public record SocketBuffers(
            int sendLength,
            int defaultSendLength,
            int maxSendLength,
            int receiveLength,
            int defaultReceiveLength,
            int maxReceiveLength) {
        /** All lengths 0, as for a log that no socket feeds. */
        public static final SocketBuffers NONE = new SocketBuffers(0, 0, 0, 0, 0, 0);
    }

    /** Timeouts in nanoseconds. */
    public record Timeouts(
            long lingerNs, long untetheredWindowLimitNs, long untetheredRestingNs, long untetheredLingerNs) {}

    /** What a channel asks for with yes or no. */
    public record Traits(
            boolean group,
            boolean isResponse,
            boolean rejoin,
            boolean reliable,
            boolean sparse,
            boolean signalEos,
            boolean spiesSimulateConnection,
            boolean tether) {
        /** Of a publication for which nothing was asked. */
        public static final Traits OF_PUBLICATION = new Traits(false, false, false, false, true, true, false, false);

        /** Of an image of a channel for which nothing was asked. */
        public static final Traits OF_IMAGE = new Traits(false, false, true, true, true, false, false, true);
    }

    public LogDescription {
        if (start.termOffset() > shape.termLength()) {
            throw new IllegalArgumentException("termOffset must not be beyond termLength " + shape.termLength()
                    + ", but was " + start.termOffset());
        }
    }

    /** Position of the first frame in bytes from the start of the stream. */
    public long startPosition() {
        return Positions.position(
                start.termId, start.termOffset, Positions.bitsToShift(shape.termLength), start.initialTermId);
    }

    /** A builder that holds what a log of this kind has when nothing else is asked for. */
    public static LogDescriptionBuilder builder(LogKind kind, long registrationId) {
        return new LogDescriptionBuilder(kind, registrationId);
    }
}
