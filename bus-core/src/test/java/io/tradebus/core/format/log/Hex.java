package io.tradebus.core.format.log;

import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** Bytes of buffers as they are compared in golden tests. */
final class Hex {
    private Hex() {}

    static String of(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Without the blanks that make a golden text readable. */
    static String golden(String text) {
        return text.replaceAll("\\s", "");
    }
}
