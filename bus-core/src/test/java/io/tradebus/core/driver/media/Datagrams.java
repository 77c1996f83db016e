package io.tradebus.core.driver.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps what arrives, as text. */
final class Datagrams implements DatagramHandler {
    final List<String> texts = new ArrayList<>();
    final List<InetSocketAddress> sources = new ArrayList<>();

    @Override
    public void onDatagram(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        texts.add(new String(bytes, StandardCharsets.US_ASCII));
        sources.add(source);
    }

    /** A direct buffer that holds a text, from its position to its limit. */
    static ByteBuffer of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
