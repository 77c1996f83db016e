package io.tradebus.core.format.log;

import org.agrona.BitUtil;

/**
 * Where terms and metadata lie in the file of a log, and how long each may be. Drawn in
 * {@code docs/shared-memory.md#log-layout}.
 *
 * <p>The terms lie one after another at the start. The metadata is always the last {@value #METADATA_LENGTH} bytes of
 * the file, whatever the page size has rounded the file up to.
 */
public final class LogLayout {
    /** A log has this many terms of equal length, used in turn. */
    public static final int PARTITION_COUNT = 3;

    /** Length of the metadata in bytes. */
    public static final int METADATA_LENGTH = 4096;

    /** Shortest term in bytes. */
    public static final int MIN_TERM_LENGTH = 64 << 10;

    /** Longest term in bytes. */
    public static final int MAX_TERM_LENGTH = 1 << 30;

    /** Smallest page size in bytes that a file is rounded up to. */
    public static final int MIN_PAGE_SIZE = 4 << 10;

    /** Largest page size in bytes that a file is rounded up to. */
    public static final int MAX_PAGE_SIZE = 1 << 30;

    private LogLayout() {}

    /** Length of the whole file in bytes: terms and metadata, rounded up to the page size. */
    public static long fileLength(int termLength, int pageSize) {
        return BitUtil.align((long) PARTITION_COUNT * termLength + METADATA_LENGTH, (long) pageSize);
    }

    /** Offset of the metadata in a file of a length in bytes. */
    public static long metadataOffset(long fileLength) {
        return fileLength - METADATA_LENGTH;
    }

    /** Offset of a term in its file in bytes. */
    public static long termFileOffset(int partition, int termLength) {
        return (long) partition * termLength;
    }

    public static boolean isValidTermLength(int termLength) {
        return termLength >= MIN_TERM_LENGTH && termLength <= MAX_TERM_LENGTH && BitUtil.isPowerOfTwo(termLength);
    }

    public static boolean isValidPageSize(int pageSize) {
        return pageSize >= MIN_PAGE_SIZE && pageSize <= MAX_PAGE_SIZE && BitUtil.isPowerOfTwo(pageSize);
    }

    /**
     * Returns the length if a term may have it.
     *
     * @throws IllegalArgumentException if it is not a power of two from 64 KiB to 1 GiB
     */
    public static int requireTermLength(int termLength) {
        if (!isValidTermLength(termLength)) {
            throw new IllegalArgumentException("termLength must be a power of two from " + MIN_TERM_LENGTH + " to "
                    + MAX_TERM_LENGTH + ", but was " + termLength);
        }
        return termLength;
    }

    /**
     * Returns the page size if a file may be rounded up to it.
     *
     * @throws IllegalArgumentException if it is not a power of two from 4 KiB to 1 GiB
     */
    public static int requirePageSize(int pageSize) {
        if (!isValidPageSize(pageSize)) {
            throw new IllegalArgumentException("filePageSize must be a power of two from " + MIN_PAGE_SIZE + " to "
                    + MAX_PAGE_SIZE + ", but was " + pageSize);
        }
        return pageSize;
    }
}
