package io.tradebus.core.format.log;

import io.tradebus.core.format.Layout;
import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The fields after the terms of a log. Drawn in {@code docs/shared-memory.md#log-metadata}.
 *
 * <p>Tails and the active term count belong to whoever appends; the end of stream, connected, transport count and revoked
 * fields to the driver, which changes them while others read; all others are written once, before anybody else knows of
 * the log. The name of an accessor says its ordering: none for plain, {@code Acquire}, {@code Release}.
 */
public final class LogMetadata {
    /** What the end of stream position is until the stream has an end. */
    public static final long NOT_ENDED = Long.MAX_VALUE;

    private static final Layout LAYOUT = Layout.of("LOG");
    private static final int TAIL = LAYOUT.int64("tail0");
    private static final int TAIL_LENGTH = Long.BYTES;

    static {
        LAYOUT.int64("tail1");
        LAYOUT.int64("tail2");
    }

    private static final int ACTIVE_TERM_COUNT = LAYOUT.int32("activeTermCount");
    private static final int END_OF_STREAM_POSITION = LAYOUT.at(128).int64("endOfStream");
    private static final int IS_CONNECTED = LAYOUT.int32("isConnected");
    private static final int ACTIVE_TRANSPORT_COUNT = LAYOUT.int32("activeTransports");
    private static final int REGISTRATION_ID = LAYOUT.at(256).int64("registration");
    private static final int INITIAL_TERM_ID = LAYOUT.int32("initialTerm");
    private static final int DEFAULT_HEADER_LENGTH = LAYOUT.int32("defaultHeaderLength");
    private static final int MTU_LENGTH = LAYOUT.int32("mtu");
    private static final int TERM_LENGTH = LAYOUT.int32("termLength");
    private static final int FILE_PAGE_SIZE = LAYOUT.int32("pageSize");
    private static final int PUBLICATION_WINDOW_LENGTH = LAYOUT.int32("publicationWindow");
    private static final int RECEIVER_WINDOW_LENGTH = LAYOUT.int32("receiverWindow");
    private static final int SEND_BUFFER_LENGTH = LAYOUT.int32("sendBuffer");
    private static final int DEFAULT_SEND_BUFFER_LENGTH = LAYOUT.int32("defaultSendBuffer");
    private static final int MAX_SEND_BUFFER_LENGTH = LAYOUT.int32("maxSendBuffer");
    private static final int RECEIVE_BUFFER_LENGTH = LAYOUT.int32("receiveBuffer");
    private static final int DEFAULT_RECEIVE_BUFFER_LENGTH = LAYOUT.int32("defaultReceiveBuffer");
    private static final int MAX_RECEIVE_BUFFER_LENGTH = LAYOUT.int32("maxReceiveBuffer");
    private static final int MAX_RESEND = LAYOUT.int32("maxResend");

    /** Where the header lies that every new frame begins as. */
    public static final int DEFAULT_HEADER = LAYOUT.bytes("defaultHeader", DataFrame.HEADER_LENGTH);

    private static final int ENTITY_TAG = LAYOUT.at(448).int64("entityTag");
    private static final int RESPONSE_CORRELATION_ID = LAYOUT.int64("responseCorrelation");
    private static final int LINGER_TIMEOUT = LAYOUT.int64("lingerNs");
    private static final int UNTETHERED_WINDOW_LIMIT_TIMEOUT = LAYOUT.int64("untetheredWindowLimitNs");
    private static final int UNTETHERED_RESTING_TIMEOUT = LAYOUT.int64("untetheredRestingNs");
    private static final int GROUP = LAYOUT.int8("group");
    private static final int IS_RESPONSE = LAYOUT.int8("isResponse");
    private static final int REJOIN = LAYOUT.int8("rejoin");
    private static final int RELIABLE = LAYOUT.int8("reliable");
    private static final int SPARSE = LAYOUT.int8("sparse");
    private static final int SIGNAL_EOS = LAYOUT.int8("signalEos");
    private static final int SPIES_SIMULATE_CONNECTION = LAYOUT.int8("spiesSimulateConnection");
    private static final int TETHER = LAYOUT.int8("tether");
    private static final int IS_REVOKED = LAYOUT.int8("isRevoked");
    private static final int KIND = LAYOUT.int8("kind");
    // Only aligned to four bytes, which is why it is never read while it could change.
    private static final int UNTETHERED_LINGER_TIMEOUT = LAYOUT.gap(2).int64("untetheredLingerNs");

    private LogMetadata() {}

    /**
     * Writes all fields of a new log, whose metadata must be all zero. The end of stream position comes last and with
     * release.
     */
    public static void initialise(UnsafeBuffer metadata, LogDescription description) {
        LogDescription.Shape shape = description.shape();
        LogDescription.Start start = description.start();
        metadata.putLong(REGISTRATION_ID, description.registrationId());
        metadata.putInt(INITIAL_TERM_ID, start.initialTermId());
        metadata.putInt(MTU_LENGTH, shape.mtuLength());
        metadata.putInt(TERM_LENGTH, shape.termLength());
        metadata.putInt(FILE_PAGE_SIZE, shape.filePageSize());
        metadata.putInt(PUBLICATION_WINDOW_LENGTH, shape.publicationWindowLength());
        metadata.putInt(RECEIVER_WINDOW_LENGTH, shape.receiverWindowLength());
        metadata.putInt(MAX_RESEND, shape.maxResend());
        metadata.putLong(ENTITY_TAG, description.entityTag());
        metadata.putLong(RESPONSE_CORRELATION_ID, description.responseCorrelationId());
        metadata.putByte(KIND, (byte) description.kind().code());
        writeDefaultHeader(metadata, description);
        writeSocketBuffers(metadata, description.socketBuffers());
        writeTimeouts(metadata, description.timeouts());
        writeTraits(metadata, description.traits());
        if (description.kind() != LogKind.IMAGE) {
            writeTails(metadata, start);
        }
        endOfStreamPositionRelease(metadata, NOT_ENDED);
    }

    /**
     * Checks the metadata of a file that somebody else wrote.
     *
     * @param fileLength of the whole file in bytes
     * @return what is wrong, or null
     */
    public static @Nullable String problem(DirectBuffer metadata, long fileLength) {
        int termLength = termLength(metadata);
        int pageSize = filePageSize(metadata);
        if (!LogLayout.isValidTermLength(termLength)) {
            return "term length " + termLength + " is not a power of two from " + LogLayout.MIN_TERM_LENGTH + " to "
                    + LogLayout.MAX_TERM_LENGTH;
        }
        if (!LogLayout.isValidPageSize(pageSize)) {
            return "page size " + pageSize + " is not a power of two from " + LogLayout.MIN_PAGE_SIZE + " to "
                    + LogLayout.MAX_PAGE_SIZE;
        }
        if (fileLength != LogLayout.fileLength(termLength, pageSize)) {
            return "file length " + fileLength + " is not " + LogLayout.fileLength(termLength, pageSize)
                    + " as for term length " + termLength + " and page size " + pageSize;
        }
        if (mtuLength(metadata) <= DataFrame.HEADER_LENGTH) {
            return "MTU length " + mtuLength(metadata) + " leaves no room for a payload";
        }
        return null;
    }

    // ---- Fields of whoever appends.

    public static long rawTail(DirectBuffer metadata, int partition) {
        return metadata.getLong(TAIL + partition * TAIL_LENGTH);
    }

    public static void rawTail(UnsafeBuffer metadata, int partition, long rawTail) {
        metadata.putLong(TAIL + partition * TAIL_LENGTH, rawTail);
    }

    public static long rawTailAcquire(UnsafeBuffer metadata, int partition) {
        return metadata.getLongAcquire(TAIL + partition * TAIL_LENGTH);
    }

    public static void rawTailRelease(UnsafeBuffer metadata, int partition, long rawTail) {
        metadata.putLongRelease(TAIL + partition * TAIL_LENGTH, rawTail);
    }

    /** Adds to a tail in one atomic step and returns what it was before. */
    public static long getAndAddRawTail(UnsafeBuffer metadata, int partition, int length) {
        return metadata.getAndAddLong(TAIL + partition * TAIL_LENGTH, length);
    }

    public static boolean compareAndSetRawTail(UnsafeBuffer metadata, int partition, long expected, long rawTail) {
        return metadata.compareAndSetLong(TAIL + partition * TAIL_LENGTH, expected, rawTail);
    }

    public static int activeTermCount(DirectBuffer metadata) {
        return metadata.getInt(ACTIVE_TERM_COUNT);
    }

    public static int activeTermCountAcquire(UnsafeBuffer metadata) {
        return metadata.getIntAcquire(ACTIVE_TERM_COUNT);
    }

    public static void activeTermCountRelease(UnsafeBuffer metadata, int termCount) {
        metadata.putIntRelease(ACTIVE_TERM_COUNT, termCount);
    }

    public static boolean compareAndSetActiveTermCount(UnsafeBuffer metadata, int expected, int termCount) {
        return metadata.compareAndSetInt(ACTIVE_TERM_COUNT, expected, termCount);
    }

    /** Position up to which publishers have claimed the log, in bytes from the start of the stream. */
    public static long producerPosition(UnsafeBuffer metadata) {
        return producerPosition(metadata, termLength(metadata), initialTermId(metadata));
    }

    /** The same, by what the log was created with, whatever its clients have made of the metadata since. */
    public static long producerPosition(UnsafeBuffer metadata, LogDescription description) {
        return producerPosition(
                metadata, description.shape().termLength(), description.start().initialTermId());
    }

    private static long producerPosition(UnsafeBuffer metadata, int termLength, int initialTermId) {
        int termCount = activeTermCountAcquire(metadata);
        // Clients can write here: whatever they do, a tail is read.
        long rawTail = rawTailAcquire(metadata, Math.floorMod(termCount, LogLayout.PARTITION_COUNT));
        return Positions.position(
                RawTail.termId(rawTail),
                RawTail.offset(rawTail, termLength),
                Positions.bitsToShift(termLength),
                initialTermId);
    }

    // ---- Fields the driver changes.

    /** Position in bytes at which the stream ends, {@link #NOT_ENDED} while that is not known. */
    public static long endOfStreamPositionAcquire(UnsafeBuffer metadata) {
        return metadata.getLongAcquire(END_OF_STREAM_POSITION);
    }

    public static void endOfStreamPositionRelease(UnsafeBuffer metadata, long position) {
        metadata.putLongRelease(END_OF_STREAM_POSITION, position);
    }

    /** Whether somebody consumes what is published. */
    public static boolean isConnectedAcquire(UnsafeBuffer metadata) {
        return metadata.getIntAcquire(IS_CONNECTED) == 1;
    }

    public static void isConnectedRelease(UnsafeBuffer metadata, boolean isConnected) {
        metadata.putIntRelease(IS_CONNECTED, isConnected ? 1 : 0);
    }

    /** How many transports feed the image. */
    public static int activeTransportCount(UnsafeBuffer metadata) {
        return metadata.getIntAcquire(ACTIVE_TRANSPORT_COUNT);
    }

    public static void activeTransportCountRelease(UnsafeBuffer metadata, int count) {
        metadata.putIntRelease(ACTIVE_TRANSPORT_COUNT, count);
    }

    /** Whether the stream was taken back without waiting for its subscribers. */
    public static boolean isRevoked(UnsafeBuffer metadata) {
        return metadata.getByteVolatile(IS_REVOKED) != 0;
    }

    public static void revoke(UnsafeBuffer metadata) {
        metadata.putByteVolatile(IS_REVOKED, (byte) 1);
    }

    // ---- Fields that never change.

    public static long registrationId(DirectBuffer metadata) {
        return metadata.getLong(REGISTRATION_ID);
    }

    public static int initialTermId(DirectBuffer metadata) {
        return metadata.getInt(INITIAL_TERM_ID);
    }

    /** Longest frame in bytes, header included. */
    public static int mtuLength(DirectBuffer metadata) {
        return metadata.getInt(MTU_LENGTH);
    }

    public static int termLength(DirectBuffer metadata) {
        return metadata.getInt(TERM_LENGTH);
    }

    public static int filePageSize(DirectBuffer metadata) {
        return metadata.getInt(FILE_PAGE_SIZE);
    }

    public static int publicationWindowLength(DirectBuffer metadata) {
        return metadata.getInt(PUBLICATION_WINDOW_LENGTH);
    }

    public static int receiverWindowLength(DirectBuffer metadata) {
        return metadata.getInt(RECEIVER_WINDOW_LENGTH);
    }

    public static int maxResend(DirectBuffer metadata) {
        return metadata.getInt(MAX_RESEND);
    }

    public static int defaultHeaderLength(DirectBuffer metadata) {
        return metadata.getInt(DEFAULT_HEADER_LENGTH);
    }

    public static int sessionId(DirectBuffer metadata) {
        return DataFrame.sessionId(metadata, DEFAULT_HEADER);
    }

    public static int streamId(DirectBuffer metadata) {
        return DataFrame.streamId(metadata, DEFAULT_HEADER);
    }

    public static long entityTag(DirectBuffer metadata) {
        return metadata.getLong(ENTITY_TAG);
    }

    public static long responseCorrelationId(DirectBuffer metadata) {
        return metadata.getLong(RESPONSE_CORRELATION_ID);
    }

    /**
     * What the log is the log of.
     *
     * @throws IllegalArgumentException if the byte is none of the known kinds
     */
    public static LogKind kind(DirectBuffer metadata) {
        return LogKind.ofCode(metadata.getByte(KIND));
    }

    public static LogDescription.SocketBuffers socketBuffers(DirectBuffer metadata) {
        return new LogDescription.SocketBuffers(
                metadata.getInt(SEND_BUFFER_LENGTH),
                metadata.getInt(DEFAULT_SEND_BUFFER_LENGTH),
                metadata.getInt(MAX_SEND_BUFFER_LENGTH),
                metadata.getInt(RECEIVE_BUFFER_LENGTH),
                metadata.getInt(DEFAULT_RECEIVE_BUFFER_LENGTH),
                metadata.getInt(MAX_RECEIVE_BUFFER_LENGTH));
    }

    public static LogDescription.Timeouts timeouts(DirectBuffer metadata) {
        return new LogDescription.Timeouts(
                metadata.getLong(LINGER_TIMEOUT),
                metadata.getLong(UNTETHERED_WINDOW_LIMIT_TIMEOUT),
                metadata.getLong(UNTETHERED_RESTING_TIMEOUT),
                metadata.getLong(UNTETHERED_LINGER_TIMEOUT));
    }

    public static LogDescription.Traits traits(DirectBuffer metadata) {
        return new LogDescription.Traits(
                isSet(metadata, GROUP),
                isSet(metadata, IS_RESPONSE),
                isSet(metadata, REJOIN),
                isSet(metadata, RELIABLE),
                isSet(metadata, SPARSE),
                isSet(metadata, SIGNAL_EOS),
                isSet(metadata, SPIES_SIMULATE_CONNECTION),
                isSet(metadata, TETHER));
    }

    /** Prints all fields. For diagnostics only. */
    public static String describe(DirectBuffer metadata) {
        return LAYOUT.describe(metadata, 0);
    }

    private static void writeTails(UnsafeBuffer metadata, LogDescription.Start start) {
        int partition = Positions.partitionIndexOfCount(start.termCount());
        rawTail(metadata, partition, RawTail.pack(start.termId(), start.termOffset()));
        for (int i = 1; i < LogLayout.PARTITION_COUNT; i++) {
            partition = Positions.nextPartitionIndex(partition);
            // As if the term had been used one round ago, which is what a rotation expects to find.
            rawTail(metadata, partition, RawTail.pack(start.termId() + i - LogLayout.PARTITION_COUNT, 0));
        }
        metadata.putInt(ACTIVE_TERM_COUNT, start.termCount());
    }

    private static void writeDefaultHeader(UnsafeBuffer metadata, LogDescription description) {
        metadata.putInt(DEFAULT_HEADER_LENGTH, DataFrame.HEADER_LENGTH);
        DataFrame.writeFields(
                metadata,
                DEFAULT_HEADER,
                DataFrame.FLAGS_UNFRAGMENTED,
                DataFrame.TYPE_DATA,
                description.start().termOffset(),
                description.sessionId(),
                description.streamId(),
                description.start().initialTermId());
    }

    private static void writeSocketBuffers(UnsafeBuffer metadata, LogDescription.SocketBuffers lengths) {
        metadata.putInt(SEND_BUFFER_LENGTH, lengths.sendLength());
        metadata.putInt(DEFAULT_SEND_BUFFER_LENGTH, lengths.defaultSendLength());
        metadata.putInt(MAX_SEND_BUFFER_LENGTH, lengths.maxSendLength());
        metadata.putInt(RECEIVE_BUFFER_LENGTH, lengths.receiveLength());
        metadata.putInt(DEFAULT_RECEIVE_BUFFER_LENGTH, lengths.defaultReceiveLength());
        metadata.putInt(MAX_RECEIVE_BUFFER_LENGTH, lengths.maxReceiveLength());
    }

    private static void writeTimeouts(UnsafeBuffer metadata, LogDescription.Timeouts timeouts) {
        metadata.putLong(LINGER_TIMEOUT, timeouts.lingerNs());
        metadata.putLong(UNTETHERED_WINDOW_LIMIT_TIMEOUT, timeouts.untetheredWindowLimitNs());
        metadata.putLong(UNTETHERED_RESTING_TIMEOUT, timeouts.untetheredRestingNs());
        metadata.putLong(UNTETHERED_LINGER_TIMEOUT, timeouts.untetheredLingerNs());
    }

    private static void writeTraits(UnsafeBuffer metadata, LogDescription.Traits traits) {
        set(metadata, GROUP, traits.group());
        set(metadata, IS_RESPONSE, traits.isResponse());
        set(metadata, REJOIN, traits.rejoin());
        set(metadata, RELIABLE, traits.reliable());
        set(metadata, SPARSE, traits.sparse());
        set(metadata, SIGNAL_EOS, traits.signalEos());
        set(metadata, SPIES_SIMULATE_CONNECTION, traits.spiesSimulateConnection());
        set(metadata, TETHER, traits.tether());
    }

    private static boolean isSet(DirectBuffer metadata, int field) {
        return metadata.getByte(field) != 0;
    }

    private static void set(UnsafeBuffer metadata, int field, boolean value) {
        metadata.putByte(field, (byte) (value ? 1 : 0));
    }
}
