package io.tradebus.core.counters;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.status.CountersReader;

/** The text of a counter, at most {@link CountersReader#MAX_LABEL_LENGTH} ASCII bytes. */
final class Labels {
    private static final int LABEL_TEXT_OFFSET = CountersReader.LABEL_OFFSET + Integer.BYTES;

    private Labels() {}

    static String fitted(String label) {
        return label.length() <= CountersReader.MAX_LABEL_LENGTH
                ? label
                : label.substring(0, CountersReader.MAX_LABEL_LENGTH);
    }

    /** Appends what fits; the length is stored last and with release. */
    static void append(AtomicBuffer metadata, int counterId, String text) {
        int record = CountersReader.metaDataOffset(counterId);
        int length = metadata.getIntVolatile(record + CountersReader.LABEL_OFFSET);
        int count = Math.min(text.length(), CountersReader.MAX_LABEL_LENGTH - length);
        metadata.putStringWithoutLengthAscii(record + LABEL_TEXT_OFFSET + length, text, 0, count);
        metadata.putIntRelease(record + CountersReader.LABEL_OFFSET, length + count);
    }
}
