package io.tradebus.core.driver.sender;

import java.net.InetSocketAddress;

/** One of the addresses that an endpoint with several sends to. */
final class Destination {
    private final long registrationId;
    private InetSocketAddress address;
    private long receiverId;
    private boolean isReceiverKnown;
    private long heardNs;

    /**
     * Begins as if a receiver had just been heard there.
     *
     * @param registrationId the request by which it was added, or {@link Destinations#UNREGISTERED}
     * @param address where it is; unresolved while its name is not known
     */
    Destination(long registrationId, InetSocketAddress address, long nowNs) {
        this.registrationId = registrationId;
        this.address = address;
        heardNs = nowNs;
    }

    long registrationId() {
        return registrationId;
    }

    InetSocketAddress address() {
        return address;
    }

    /** Its name leads elsewhere now. */
    void address(InetSocketAddress newAddress) {
        address = newAddress;
    }

    /** A receiver was heard there. */
    void onReceiver(long heardReceiverId, long nowNs) {
        receiverId = heardReceiverId;
        isReceiverKnown = true;
        heardNs = nowNs;
    }

    /**
     * Whether a receiver is the one that was heard there last. Machines with several addresses may answer from another
     * one, so that only the port is compared.
     */
    boolean isOf(long otherReceiverId, InetSocketAddress source) {
        return isReceiverKnown && receiverId == otherReceiverId && address.getPort() == source.getPort();
    }

    /** When it will have been silent for that long, if nobody is heard from now on. */
    long silentAtNs(long timeoutNs) {
        return heardNs + timeoutNs;
    }

    /** Its silence counts from now on. */
    void restartSilence(long nowNs) {
        heardNs = nowNs;
    }
}
