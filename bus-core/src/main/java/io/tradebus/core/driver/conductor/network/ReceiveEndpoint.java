package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.exchange.ReceiveEvidence;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ControlMode;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.Long2LongCounterMap;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** A receiving endpoint, what is read from it, and how many images it feeds. */
public final class ReceiveEndpoint extends NetworkEndpoint implements StreamSource {
    static final String ADDRESS_NAME = "rcv-local-sockaddr";

    private final ReceiveEvidence evidence;
    private final Int2IntCounterMap streams = new Int2IntCounterMap(0);
    private final Long2LongCounterMap sessions = new Long2LongCounterMap(0);
    private final List<ReceiveDestination> destinations = new ArrayList<>();
    private long lastTransportId = TransportSetup.OWN;
    private @Nullable Consumer<StreamSubscription> onSubscriptionRemoved;
    private int images;
    private int responseReaders;

    ReceiveEndpoint(long endpointId, UdpChannel channel, long registrationId, CountersManager counters) {
        super(
                endpointId,
                channel,
                registrationId,
                counters,
                new Names(CounterType.RECEIVE_CHANNEL_STATUS, hasDestinations(channel) ? null : ADDRESS_NAME),
                EvidenceCounter.DATAGRAMS_HEARD,
                EvidenceCounter.LAST_DATAGRAM,
                EvidenceCounter.SETUPS_HEARD,
                EvidenceCounter.DATAGRAMS_UNWANTED,
                EvidenceCounter.LAST_UNWANTED_STREAM,
                EvidenceCounter.SETUPS_REFUSED,
                EvidenceCounter.LAST_REFUSAL,
                EvidenceCounter.LAST_REFUSED_VALUE);
        evidence = new ReceiveEvidence(
                evidence(0), evidence(1), evidence(2), evidence(3), evidence(4), evidence(5), evidence(6), evidence(7));
    }

    @Override
    public boolean carries(ReadableStream stream) {
        return stream instanceof NetworkImage image && image.endpoint() == this;
    }

    @Override
    public void onSubscriptionRemoved(StreamSubscription subscription) {
        Consumer<StreamSubscription> listener = onSubscriptionRemoved;
        if (listener != null) {
            listener.accept(subscription);
        }
    }

    /** @param listener told of each subscription that does not read from here any more */
    void onSubscriptionRemoved(Consumer<StreamSubscription> listener) {
        onSubscriptionRemoved = listener;
    }

    @Override
    UdpChannel currentChannel() {
        InetSocketAddress address = redirectedTo();
        return address == null ? channel() : channel().withControl(address);
    }

    ReceiveEvidence evidence() {
        return evidence;
    }

    private static boolean hasDestinations(UdpChannel channel) {
        return channel.controlMode() == ControlMode.MANUAL;
    }

    /** Whether it receives by destinations that are added and removed, and has no socket of its own. */
    public boolean hasDestinations() {
        return hasDestinations(channel());
    }

    /** The oldest destination that says the same as a channel and is not being closed, or null. */
    public @Nullable ReceiveDestination destination(UdpChannel channel) {
        for (ReceiveDestination destination : destinations) {
            if (!destination.isClosing()
                    && destination.channel().canonicalForm().equals(channel.canonicalForm())) {
                return destination;
            }
        }
        return null;
    }

    @Nullable ReceiveDestination destination(long transportId) {
        for (ReceiveDestination destination : destinations) {
            if (destination.transportId() == transportId) {
                return destination;
            }
        }
        return null;
    }

    /** Whether a destination is there, though it may be about to go. */
    public boolean has(ReceiveDestination destination) {
        return destinations.contains(destination);
    }

    List<ReceiveDestination> destinations() {
        return destinations;
    }

    /** An id that no transport of this endpoint had before. */
    long nextTransportId() {
        return ++lastTransportId;
    }

    void add(ReceiveDestination destination) {
        destinations.add(destination);
    }

    void remove(ReceiveDestination destination) {
        destinations.remove(destination);
    }

    @Override
    void closePorts() {
        super.closePorts();
        ReceiveDestinations.closeAll(this);
    }

    /** Another subscription reads a stream. Returns how many do. */
    int addReader(int streamId) {
        return streams.incrementAndGet(streamId);
    }

    int addReader(int streamId, int sessionId) {
        return (int) sessions.incrementAndGet(key(streamId, sessionId));
    }

    /** A subscription less reads a stream. Returns how many do. */
    int removeReader(int streamId) {
        return streams.decrementAndGet(streamId);
    }

    int removeReader(int streamId, int sessionId) {
        return (int) sessions.decrementAndGet(key(streamId, sessionId));
    }

    /** Another subscription waits for responses, in whichever session. */
    void addResponseReader() {
        responseReaders++;
    }

    void removeResponseReader() {
        responseReaders--;
    }

    void addImage() {
        images++;
    }

    void removeImage() {
        images--;
    }

    @Override
    boolean keepsFromOthers(InetSocketAddress wanted) {
        if (super.keepsFromOthers(wanted)) {
            return true;
        }
        for (ReceiveDestination destination : destinations) {
            if (destination.keepsFromOthers(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a destination is being closed that keeps an address from others. */
    boolean isClosingDestination(InetSocketAddress wanted) {
        for (ReceiveDestination destination : destinations) {
            if (destination.isClosing() && destination.keepsFromOthers(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no subscription needs it; images that nobody reads may be left, to tell senders so. */
    boolean isUnread() {
        return streams.isEmpty() && sessions.isEmpty() && responseReaders == 0;
    }

    /** Whether neither a subscription nor an image needs it. */
    boolean isUnused() {
        return isUnread() && images == 0;
    }

    private static long key(int streamId, int sessionId) {
        return (long) streamId << Integer.SIZE | sessionId & 0xFFFF_FFFFL;
    }
}
