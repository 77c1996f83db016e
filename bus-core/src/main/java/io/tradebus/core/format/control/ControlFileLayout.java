package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The control file {@code cnc.dat}: metadata, then five sections without gaps between them.
 *
 * <p>See {@code docs/shared-memory.md#cncdat}. All functions take a buffer that begins with the file. Apart from the
 * version, fields are written before the file is published and do not change after.
 */
public final class ControlFileLayout {
    /** Name of the file in the driver directory. */
    public static final String FILE_NAME = "cnc.dat";

    private static final Layout LAYOUT = Layout.of("CNC");
    private static final int VERSION = LAYOUT.int32("version");
    private static final int TO_DRIVER_LENGTH = LAYOUT.int32("toDriver");
    private static final int TO_CLIENTS_LENGTH = LAYOUT.int32("toClients");
    private static final int COUNTER_METADATA_LENGTH = LAYOUT.int32("counterMetadata");
    private static final int COUNTER_VALUES_LENGTH = LAYOUT.int32("counterValues");
    private static final int ERROR_LOG_LENGTH = LAYOUT.int32("errorLog");
    private static final int CLIENT_LIVENESS_TIMEOUT = LAYOUT.int64("clientLivenessTimeoutNs");
    private static final int START_TIMESTAMP = LAYOUT.int64("startTimestampMs");
    private static final int PID = LAYOUT.int64("pid");
    private static final int FILE_PAGE_SIZE = LAYOUT.int32("filePageSize");

    /** Bytes before the first section. */
    public static final int METADATA_LENGTH = 128;

    /** Bytes of the ring buffer that are not its capacity. */
    public static final int TO_DRIVER_TRAILER_LENGTH = 768;

    /** Bytes of the broadcast buffer that are not its capacity. */
    public static final int TO_CLIENTS_TRAILER_LENGTH = 128;

    /** Version of the file, 0.2.0. */
    public static final int FILE_VERSION = SemanticVersion.compose(0, 2, 0);

    /** Version of commands and events, 1.0.0, which a system counter tells clients. */
    public static final int PROTOCOL_VERSION = SemanticVersion.compose(1, 0, 0);

    /** In place of the version while the driver has not finished the file. */
    public static final int NOT_READY = 0;

    private static final int DEFAULT_FILE_PAGE_SIZE = 4 << 10;

    private ControlFileLayout() {}

    /** The version; if it is not {@link #NOT_READY}, all other fields are valid to the reading thread. */
    public static int versionAcquire(AtomicBuffer file) {
        return file.getIntAcquire(VERSION);
    }

    /** Publishes the file, after all other fields and the sections are filled. */
    public static void versionRelease(AtomicBuffer file, int version) {
        file.putIntRelease(VERSION, version);
    }

    /** Whether sections of a file of this version lie where this class looks for them. */
    public static boolean isReadable(int version) {
        return SemanticVersion.major(version) == SemanticVersion.major(FILE_VERSION);
    }

    /** Whether a client of this version may use a file of that one: it is readable and not from an older minor. */
    public static boolean isUsableByClient(int version) {
        return isReadable(version) && SemanticVersion.minor(version) >= SemanticVersion.minor(FILE_VERSION);
    }

    /** Writes all metadata but the version. */
    public static void write(
            MutableDirectBuffer file,
            ControlFileLengths lengths,
            long clientLivenessTimeoutNs,
            long startTimestampMs,
            long pid) {
        file.putInt(TO_DRIVER_LENGTH, lengths.toDriver());
        file.putInt(TO_CLIENTS_LENGTH, lengths.toClients());
        file.putInt(COUNTER_METADATA_LENGTH, lengths.counterMetadata());
        file.putInt(COUNTER_VALUES_LENGTH, lengths.counterValues());
        file.putInt(ERROR_LOG_LENGTH, lengths.errorLog());
        file.putLong(CLIENT_LIVENESS_TIMEOUT, clientLivenessTimeoutNs);
        file.putLong(START_TIMESTAMP, startTimestampMs);
        file.putLong(PID, pid);
        file.putInt(FILE_PAGE_SIZE, lengths.filePageSize());
    }

    public static int toDriverLength(DirectBuffer file) {
        return file.getInt(TO_DRIVER_LENGTH);
    }

    public static int toClientsLength(DirectBuffer file) {
        return file.getInt(TO_CLIENTS_LENGTH);
    }

    public static int counterMetadataLength(DirectBuffer file) {
        return file.getInt(COUNTER_METADATA_LENGTH);
    }

    public static int counterValuesLength(DirectBuffer file) {
        return file.getInt(COUNTER_VALUES_LENGTH);
    }

    public static int errorLogLength(DirectBuffer file) {
        return file.getInt(ERROR_LOG_LENGTH);
    }

    public static long clientLivenessTimeoutNs(DirectBuffer file) {
        return file.getLong(CLIENT_LIVENESS_TIMEOUT);
    }

    /** When the driver started, in milliseconds since the epoch. */
    public static long startTimestampMs(DirectBuffer file) {
        return file.getLong(START_TIMESTAMP);
    }

    /** Process id of the driver. */
    public static long pid(DirectBuffer file) {
        return file.getLong(PID);
    }

    /** Page size of the driver's files; 4096 where an older driver left the field empty. */
    public static int filePageSize(DirectBuffer file) {
        int pageSize = file.getInt(FILE_PAGE_SIZE);
        return pageSize == 0 ? DEFAULT_FILE_PAGE_SIZE : pageSize;
    }

    /** Offset of the ring buffer of commands. */
    public static int toDriverOffset() {
        return METADATA_LENGTH;
    }

    /** Offset of the broadcast buffer of events. */
    public static int toClientsOffset(DirectBuffer file) {
        return toDriverOffset() + toDriverLength(file);
    }

    public static int counterMetadataOffset(DirectBuffer file) {
        return toClientsOffset(file) + toClientsLength(file);
    }

    public static int counterValuesOffset(DirectBuffer file) {
        return counterMetadataOffset(file) + counterMetadataLength(file);
    }

    public static int errorLogOffset(DirectBuffer file) {
        return counterValuesOffset(file) + counterValuesLength(file);
    }

    /**
     * Length in bytes that a file must have for all its sections, the padding to a whole page not counted; to be
     * compared with the length of the file before any offset is used.
     *
     * @return the length, or {@link Long#MAX_VALUE} if one of the lengths in the metadata is negative
     */
    public static long requiredLength(DirectBuffer file) {
        long length = METADATA_LENGTH;
        for (int field = TO_DRIVER_LENGTH; field <= ERROR_LOG_LENGTH; field += Integer.BYTES) {
            int section = file.getInt(field);
            if (section < 0) {
                return Long.MAX_VALUE;
            }
            length += section;
        }
        return length;
    }

    /** Prints the metadata. */
    public static String describe(DirectBuffer file) {
        return LAYOUT.describe(file, 0);
    }
}
