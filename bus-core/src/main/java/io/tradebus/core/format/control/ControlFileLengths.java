package io.tradebus.core.format.control;

import org.agrona.BitUtil;

/**
 * How long the parts of the control file are, in bytes. A constructor call with a length outside the limits fails with
 * an {@link IllegalArgumentException} that names the part.
 *
 * <p>See {@code docs/shared-memory.md#length-limits}.
 *
 * @param toDriver ring buffer of commands with its trailer; a power of two from 1 MiB up, plus {@link
 *     ControlFileLayout#TO_DRIVER_TRAILER_LENGTH}
 * @param toClients broadcast buffer of events with its trailer; a power of two from 1 MiB up, plus {@link
 *     ControlFileLayout#TO_CLIENTS_TRAILER_LENGTH}
 * @param counterValues values of all counters; a multiple of 128 from 1 MiB to 500 MiB
 * @param errorLog distinct error log; 4 MiB or more
 * @param filePageSize length of a page of the file; a power of two from 4 KiB to 1 GiB
 */
public record ControlFileLengths(int toDriver, int toClients, int counterValues, int errorLog, int filePageSize) {
    /** What drivers use when nothing is configured. */
    public static final ControlFileLengths DEFAULT = new ControlFileLengths(
            (1 << 20) + ControlFileLayout.TO_DRIVER_TRAILER_LENGTH,
            (1 << 20) + ControlFileLayout.TO_CLIENTS_TRAILER_LENGTH,
            8 << 20,
            4 << 20,
            4 << 10);

    private static final int MIN_BUFFER_LENGTH = 1 << 20;
    private static final int MIN_COUNTER_VALUES_LENGTH = 1 << 20;
    private static final int MAX_COUNTER_VALUES_LENGTH = 500 << 20;
    private static final int MIN_ERROR_LOG_LENGTH = 4 << 20;
    private static final int MIN_PAGE_SIZE = 4 << 10;
    private static final int MAX_PAGE_SIZE = 1 << 30;
    private static final int COUNTER_VALUE_LENGTH = 128;
    private static final int COUNTER_METADATA_PER_VALUE = 4;

    /** Checks every length and the length of the whole file. */
    public ControlFileLengths {
        requireBuffer("to-driver buffer", toDriver, ControlFileLayout.TO_DRIVER_TRAILER_LENGTH);
        requireBuffer("to-clients buffer", toClients, ControlFileLayout.TO_CLIENTS_TRAILER_LENGTH);
        require(
                counterValues >= MIN_COUNTER_VALUES_LENGTH
                        && counterValues <= MAX_COUNTER_VALUES_LENGTH
                        && counterValues % COUNTER_VALUE_LENGTH == 0,
                "length of counter values is not a multiple of 128 from 1 MiB to 500 MiB: ",
                counterValues);
        require(errorLog >= MIN_ERROR_LOG_LENGTH, "length of error log is below 4 MiB: ", errorLog);
        require(
                filePageSize >= MIN_PAGE_SIZE && filePageSize <= MAX_PAGE_SIZE && BitUtil.isPowerOfTwo(filePageSize),
                "file page size is not a power of two from 4 KiB to 1 GiB: ",
                filePageSize);
        long file = fileLength(toDriver, toClients, counterValues, errorLog, filePageSize);
        require(file <= Integer.MAX_VALUE, "control file would be longer than 2 GiB: ", file);
    }

    /** Length of the metadata of all counters: four times that of their values. */
    public int counterMetadata() {
        return counterValues * COUNTER_METADATA_PER_VALUE;
    }

    /** Length of the whole file, a multiple of the page size. */
    public int fileLength() {
        return (int) fileLength(toDriver, toClients, counterValues, errorLog, filePageSize);
    }

    private static long fileLength(int toDriver, int toClients, int counterValues, int errorLog, int filePageSize) {
        long end = (long) ControlFileLayout.METADATA_LENGTH
                + toDriver
                + toClients
                + (1L + COUNTER_METADATA_PER_VALUE) * counterValues
                + errorLog;
        return BitUtil.align(end, filePageSize);
    }

    private static void requireBuffer(String part, int length, int trailerLength) {
        int capacity = length - trailerLength;
        require(
                capacity >= MIN_BUFFER_LENGTH && BitUtil.isPowerOfTwo(capacity),
                "length of " + part + " is not a power of two from 1 MiB up, plus " + trailerLength + ": ",
                length);
    }

    private static void require(boolean holds, String problem, long value) {
        if (!holds) {
            throw new IllegalArgumentException(problem + value);
        }
    }
}
