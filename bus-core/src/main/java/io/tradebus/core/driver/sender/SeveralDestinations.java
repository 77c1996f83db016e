package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.media.DatagramPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Sends to each of a list of destinations, which take turns in going first.
 *
 * <p>They share one socket. When that is full nothing more is sent to any of them until those have got a run that still
 * have to. One that the system does not send to is not waited for, as long as another one takes the run: what it misses it
 * asks for once it can be reached again.
 */
final class SeveralDestinations implements Destinations {
    private final DatagramPort port;
    private final DestinationList list;
    private final SendTally tally;
    private final CycleTime time;
    private final AtomicCounter count;
    private final Round single = new Round();
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
    public boolean isEmpty() {
        return !list.hasAddresses();
    }

    @Override
    public int count() {
        return list.size();
    }

    @Override
    public int send(ByteBuffer run, int segmentLength) {
        removeSilent();
        begin(single, run, segmentLength);
        int counted = proceed(single, run);
        if (!single.isOver()) {
            first = single.next();
        }
        single.end();
        return counted;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, Round round) {
        removeSilent();
        if (!round.goesOnWith(run, list)) {
            begin(round, run, segmentLength);
        }
        int counted = proceed(round, run);
        if (round.isOver()) {
            round.end();
        }
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

    private void removeSilent() {
        list.removeSilent(time.nanoTime());
        publishCount();
    }

    private void begin(Round round, ByteBuffer run, int segmentLength) {
        int index = first < list.size() ? first : 0;
        first = index + 1;
        round.begin(run, segmentLength, list, index);
    }

    /** Goes on until the socket is full or all have had their turn, and returns the bytes that count as sent. */
    private int proceed(Round round, ByteBuffer run) {
        int start = run.position();
        int end = run.limit();
        run.limit(start + round.length());
        boolean isFull = false;
        while (!isFull && !round.isOver()) {
            run.position(start + round.sentToNext());
            isFull = isFull(round, run, list.get(round.next()));
        }
        int counted = round.isOver() && round.isTaken() ? round.length() : 0;
        run.limit(end).position(start + counted);
        return counted;
    }

    /** Gives one destination its turn. Returns whether it is still to get some because the socket is full. */
    private boolean isFull(Round round, ByteBuffer run, Destination destination) {
        // One whose name is not known takes everything.
        if (destination.address().isUnresolved()) {
            round.onNext(true);
            return false;
        }
        int length = run.remaining();
        int sent = port.send(run, round.segmentLength(), destination.address());
        tally.onSent(sent, length);
        if (sent < length && !port.hasFailed()) {
            round.onSome(sent);
            return true;
        }
        round.onNext(sent == length);
        return false;
    }
}
