package io.tradebus.spring.convert;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** What the messages of a stream are. A stream has one encoding, since messages carry no header that would tell. */
public enum Payload {
    /** Decided by the type that is sent or received. */
    AUTO,
    /** Bytes as they are: {@code byte[]}, {@code ByteBuffer}, {@code DirectBuffer} or text in UTF-8. */
    RAW,
    /** JSON, written and read by Jackson. */
    JSON,
    /** Simple Binary Encoding with its standard message header. */
    SBE;

    /** The encoding that a Java type stands for: what {@link #AUTO} decides. */
    public static Payload of(Class<?> type) {
        if (SbeTypes.isDecoder(type) || SbeTypes.isEncoder(type)) {
            return SBE;
        }
        return isRaw(type) ? RAW : JSON;
    }

    /** Whether a type can be sent to, or received from, a stream of this payload. */
    public boolean accepts(Class<?> type) {
        // Whoever takes raw bytes looks into them himself, whatever they are.
        return this == AUTO || this == of(type) || isRaw(type);
    }

    private static boolean isRaw(Class<?> type) {
        return type == byte[].class
                || type == String.class
                || ByteBuffer.class.isAssignableFrom(type)
                || DirectBuffer.class.isAssignableFrom(type);
    }
}
