package io.tradebus.spring.core;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes before each message of a stream whose messages say which trace they belong to. The layout is in
 * docs/guide/operations.md#traces-across-the-bus; ids are those of a W3C {@code traceparent}.
 */
public final class TraceEnvelope {
    /** Bytes before the message. */
    public static final int LENGTH = 32;

    /** Of a trace that is recorded. */
    public static final byte SAMPLED = 1;

    /** {@code TRCE}. */
    private static final int MAGIC = 0x54524345;

    private static final byte VERSION = 1;

    private static final int MAGIC_OFFSET = 0;
    private static final int VERSION_OFFSET = 4;
    private static final int FLAGS_OFFSET = 5;
    private static final int RESERVED_OFFSET = 6;
    private static final int TRACE_ID_OFFSET = 8;
    private static final int SPAN_ID_OFFSET = 24;

    /** Ids are written as they are read aloud. */
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

    private static final int ID_DIGITS = 16;
    private static final int LOWER_CASE = 0x20;
    /** Bits that no digit has. */
    private static final int ANY_WRONG = ~0xF;

    private static final int TRACE_PARENT_LENGTH = 55;
    private static final String HEX = "0123456789abcdef";

    private TraceEnvelope() {}

    /** Writes an envelope that names no trace. */
    public static void writeNone(MutableDirectBuffer buffer, int offset) {
        write(buffer, offset, 0, 0, 0, (byte) 0);
    }

    /**
     * Writes a whole envelope.
     *
     * @param traceHigh first half of the trace id; 0 where it has only 64 bits
     * @param traceLow second half of the trace id
     * @param span id of the span in which the message was published
     * @param flags {@link #SAMPLED} or 0
     */
    public static void write(
            MutableDirectBuffer buffer, int offset, long traceHigh, long traceLow, long span, byte flags) {
        buffer.putInt(offset + MAGIC_OFFSET, MAGIC, ORDER);
        buffer.putByte(offset + VERSION_OFFSET, VERSION);
        buffer.putByte(offset + FLAGS_OFFSET, flags);
        buffer.putShort(offset + RESERVED_OFFSET, (short) 0);
        buffer.putLong(offset + TRACE_ID_OFFSET, traceHigh, ORDER);
        buffer.putLong(offset + TRACE_ID_OFFSET + Long.BYTES, traceLow, ORDER);
        buffer.putLong(offset + SPAN_ID_OFFSET, span, ORDER);
    }

    /**
     * Writes a whole envelope, with ids as tracers have them. Allocates nothing.
     *
     * @param traceId hexadecimal digits, at most 32
     * @param spanId hexadecimal digits, at most 16
     * @throws NumberFormatException if they are something else
     */
    public static void write(MutableDirectBuffer buffer, int offset, String traceId, String spanId, byte flags) {
        int low = Math.max(0, traceId.length() - ID_DIGITS);
        long traceHigh = parseHex(traceId, 0, low);
        long traceLow = parseHex(traceId, low, traceId.length());
        write(buffer, offset, traceHigh, traceLow, parseHex(spanId, 0, spanId.length()), flags);
    }

    private static long parseHex(String digits, int from, int to) {
        long value = 0;
        int wrong = to - from > ID_DIGITS ? ANY_WRONG : 0;
        for (int i = from; i < to; i++) {
            int c = digits.charAt(i);
            int letter = (c | LOWER_CASE) - 'a';
            int digit = c <= '9' ? c - '0' : letter + 10;
            // What is just before the first letter would be taken for a 9.
            wrong |= c <= '9' ? digit : digit | letter;
            value = value << 4 | (digit & 0xF);
        }
        if ((wrong & ANY_WRONG) != 0) {
            throw new NumberFormatException("not an id of a trace or a span: '" + digits + "'");
        }
        return value;
    }

    /** Whether a message begins with an envelope, of this version or a later one. */
    public static boolean isAt(DirectBuffer buffer, int offset, int length) {
        return length >= LENGTH
                && buffer.getInt(offset + MAGIC_OFFSET, ORDER) == MAGIC
                && buffer.getByte(offset + VERSION_OFFSET) >= VERSION;
    }

    /** The trace as a W3C {@code traceparent}; null if the envelope names none. Allocates. */
    public static @Nullable String traceParent(DirectBuffer buffer, int offset) {
        long high = buffer.getLong(offset + TRACE_ID_OFFSET, ORDER);
        long low = buffer.getLong(offset + TRACE_ID_OFFSET + Long.BYTES, ORDER);
        long span = buffer.getLong(offset + SPAN_ID_OFFSET, ORDER);
        if ((high == 0 && low == 0) || span == 0) {
            return null;
        }
        var text = new StringBuilder(TRACE_PARENT_LENGTH).append("00-");
        appendHex(text, high);
        appendHex(text, low);
        text.append('-');
        appendHex(text, span);
        boolean isSampled = (buffer.getByte(offset + FLAGS_OFFSET) & SAMPLED) != 0;
        return text.append(isSampled ? "-01" : "-00").toString();
    }

    private static void appendHex(StringBuilder text, long value) {
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            text.append(HEX.charAt((int) (value >>> shift) & 0xF));
        }
    }
}
