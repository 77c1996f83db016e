package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.media.DatagramPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Sends to each of a list of destinations, which take turns in going first.
 *
 * <p>What one of them did not take is sent again to all, for receivers do not mind what they have already. One that does
 * not take it the second time either is not waited for: what it misses it asks for once it can be reached again, while the
 * others go on.
 */
final class SeveralDestinations implements Destinations {
    private final DatagramPort port;
    private final DestinationList list;
    private final SendTally tally;
    private final CachedNanoClock time;
    private final AtomicCounter count;
    private int first;

    /** @param count how many there are */
    SeveralDestinations(DatagramPort port, DestinationList list, AtomicCounter count, SenderCommons commons) {
        this.port = port;
        this.list = list;
        this.count = count;
        tally = commons.tally();
        time = commons.time();
    }

    @Override
    public int send(ByteBuffer run, int segmentLength) {
        list.removeSilent(time.nanoTime());
        publishCount();
        int size = list.size();
        int start = run.position();
        int length = run.remaining();
        int least = length;
        int most = size == 0 ? length : 0;
        int index = first < size ? first : 0;
        first = index + 1;
        for (int i = 0; i < size; i++) {
            Destination destination = list.get(index);
            run.position(start);
            int sent = send(destination, run, segmentLength);
            if (!destination.isBehind()) {
                least = Math.min(least, sent);
            }
            most = Math.max(most, sent);
            destination.isBehind(sent < length);
            index = index + 1 == size ? 0 : index + 1;
        }
        int counted = Math.min(least, most);
        run.position(start + counted);
        return counted;
    }

    @Override
    public void onReceiver(long receiverId, InetSocketAddress source, long nowNs) {
        list.onReceiver(receiverId, source, nowNs);
        publishCount();
    }

    @Override
    public long registrationId(long receiverId, InetSocketAddress source) {
        Destination destination = list.of(receiverId, source);
        return destination == null ? UNREGISTERED : destination.registrationId();
    }

    @Override
    public void publishCount() {
        if (count.getPlain() != list.size()) {
            count.setRelease(list.size());
        }
    }

    /** One whose name is not known takes everything. */
    private int send(Destination destination, ByteBuffer run, int segmentLength) {
        int length = run.remaining();
        if (destination.address().isUnresolved()) {
            return length;
        }
        int sent = port.send(run, segmentLength, destination.address());
        tally.onSent(sent, length);
        return sent;
    }
}
