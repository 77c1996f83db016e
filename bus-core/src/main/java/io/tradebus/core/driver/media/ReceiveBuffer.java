package io.tradebus.core.driver.media;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Room for one datagram, of the thread that receives it. */
final class ReceiveBuffer {
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(DatagramPort.MAX_DATAGRAM_LENGTH);
    private final UnsafeBuffer view = new UnsafeBuffer(bytes);

    /** The whole of it, to be written from the start. */
    ByteBuffer cleared() {
        return bytes.clear();
    }

    /** Bytes written since it was cleared. */
    int length() {
        return bytes.position();
    }

    UnsafeBuffer view() {
        return view;
    }
}
