package io.tradebus.core.driver.sender;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Leads nowhere: each stream of the endpoint goes to whoever asks for it, and by its own way. */
final class NoDestination implements Destinations {
    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public int count() {
        return 0;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength) {
        return 0;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, Round round) {
        return 0;
    }

    @Override
    public void onReceiver(long receiverId, InetSocketAddress source, long nowNs) {
        // The stream knows who has asked.
    }

    @Override
    public void publishCount() {
        // There are none.
    }

    @Override
    public long registrationId(long receiverId, InetSocketAddress source) {
        return UNREGISTERED;
    }
}
