package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.media.DatagramPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The peer of the port: a single host or a multicast group. */
final class OnePeer implements Destinations {
    private final DatagramPort port;
    private final SendTally tally;

    OnePeer(DatagramPort port, SendTally tally) {
        this.port = port;
        this.tally = tally;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength) {
        int length = run.remaining();
        int sent = port.send(run, segmentLength, null);
        tally.onSent(sent, length);
        return sent;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, Round round) {
        return send(run, segmentLength);
    }

    @Override
    public void onReceiver(long receiverId, InetSocketAddress source, long nowNs) {
        // It is sent to whoever is there.
    }

    @Override
    public void publishCount() {
        // It is always one.
    }

    @Override
    public long registrationId(long receiverId, InetSocketAddress source) {
        return UNREGISTERED;
    }
}
