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
    /** Messages of Protocol Buffers. */
    PROTOBUF,
    /** Simple Binary Encoding with its standard message header. */
    SBE;

    private static final String PROTOBUF_TYPE = "com.google.protobuf.MessageLite";

    private static final ClassValue<Payload> OF_TYPES = new ClassValue<>() {
        @Override
        protected Payload computeValue(Class<?> type) {
            return decide(type);
        }
    };

    /** The encoding that a Java type stands for: what {@link #AUTO} decides. Found out once for each type. */
    public static Payload of(Class<?> type) {
        return OF_TYPES.get(type);
    }

    private static Payload decide(Class<?> type) {
        if (SbeTypes.isDecoder(type) || SbeTypes.isEncoder(type)) {
            return SBE;
        }
        if (isRaw(type)) {
            return RAW;
        }
        return isProtobuf(type) ? PROTOBUF : JSON;
    }

    /** Whether a type can be sent to, or received from, a stream of this payload. */
    public boolean accepts(Class<?> type) {
        // Whoever takes raw bytes looks into them himself, whatever they are.
        return this == AUTO || this == of(type) || isRaw(type);
    }

    /** By name, since the library may be absent. */
    private static boolean isProtobuf(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (one.getName().equals(PROTOBUF_TYPE)) {
                return true;
            }
            for (Class<?> implemented : one.getInterfaces()) {
                if (isProtobuf(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isRaw(Class<?> type) {
        return type == byte[].class
                || type == String.class
                || ByteBuffer.class.isAssignableFrom(type)
                || DirectBuffer.class.isAssignableFrom(type);
    }
}
