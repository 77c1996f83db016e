package io.tradebus.core.driver.sender;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** To where an endpoint sends all that it sends. */
interface Destinations {
    /** In place of a registration id: nobody has asked for it. */
    long UNREGISTERED = -1;

    /** Whether there is nobody to send to. */
    boolean isEmpty();

    /** How many they are. */
    int count();

    /**
     * Sends a run of datagrams to each of them, as far as there is room at the moment.
     *
     * <p>Afterwards the position is behind what counts as sent; the limit is as before.
     *
     * @param segmentLength of each datagram but the last, which may be shorter
     * @return bytes that count as sent, always of whole datagrams
     */
    int send(ByteBuffer run, int segmentLength);

    /**
     * As {@link #send(ByteBuffer, int)}, for a run that is given again as long as it does not count as sent. It may have
     * grown by then.
     *
     * @param round how far it has come; the same for all runs of one stream
     */
    int send(ByteBuffer run, int segmentLength, Round round);

    /** A receiver was heard, of whatever stream. */
    void onReceiver(long receiverId, InetSocketAddress source, long nowNs);

    /** Says how many there are, where anybody wants to know and if that has changed. */
    void publishCount();

    /** Registration id of the destination where that receiver is, or {@link #UNREGISTERED}. */
    long registrationId(long receiverId, InetSocketAddress source);
}
