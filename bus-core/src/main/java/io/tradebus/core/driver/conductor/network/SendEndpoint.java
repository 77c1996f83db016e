package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.driver.exchange.SendEvidence;
import io.tradebus.core.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** A sending endpoint, how many publications share it, and the destinations that clients have named for all of them. */
public final class SendEndpoint extends NetworkEndpoint {
    private final SendEvidence evidence;
    private final @Nullable AtomicCounter destinationCount;
    private final List<SendDestination> destinations = new ArrayList<>();
    private int publications;

    SendEndpoint(long endpointId, UdpChannel channel, long registrationId, CountersManager counters) {
        super(
                endpointId,
                channel,
                registrationId,
                counters,
                new Names(CounterType.SEND_CHANNEL_STATUS, "snd-local-sockaddr"),
                EvidenceCounter.SETUPS_SENT,
                EvidenceCounter.STATUS_MESSAGES_HEARD,
                EvidenceCounter.LAST_STATUS_MESSAGE,
                EvidenceCounter.SENDS_REFUSED);
        evidence = new SendEvidence(evidence(0), evidence(1), evidence(2), evidence(3));
        destinationCount = channel.hasDestinations() ? channelCounter(CounterType.DESTINATIONS, registrationId) : null;
    }

    @Override
    UdpChannel currentChannel() {
        InetSocketAddress address = redirectedTo();
        return address == null ? channel() : channel().withRemote(address);
    }

    SendEvidence evidence() {
        return evidence;
    }

    /** How many destinations there are, or null if it sends to one peer; written by the sender. */
    @Nullable AtomicCounter destinationCount() {
        return destinationCount;
    }

    /** What clients have named, in the order in which they did. */
    List<SendDestination> destinations() {
        return destinations;
    }

    /** Another publication uses it, or is about to. {@link SendEndpoints#release} ends that. */
    public void addPublication() {
        publications++;
    }

    /** Returns how many publications are left. */
    int removePublication() {
        return --publications;
    }

    int publications() {
        return publications;
    }
}
