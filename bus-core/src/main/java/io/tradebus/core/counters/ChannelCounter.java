package io.tradebus.core.counters;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * Counters of a channel and of the sockets bound for it. Allocation and change are for the conductor of the driver; an
 * address is visible before its counter says {@link ChannelStatus#ACTIVE}.
 */
public final class ChannelCounter {
    static final int MAX_CHANNEL_LENGTH = 108;
    private static final int CHANNEL_LENGTH = 0;
    private static final int CHANNEL = 4;

    static final int MAX_ADDRESS_LENGTH = 53;
    private static final int CHANNEL_STATUS_ID = 0;
    private static final int ADDRESS_LENGTH = 4;
    private static final int ADDRESS = 8;

    private ChannelCounter() {}

    /**
     * Allocates a channel status or a count of destinations. The label ends with a blank, to which {@link #describe}
     * appends the address.
     *
     * @param registrationId correlation id of the request by which the endpoint came to be
     */
    public static int allocate(CountersManager counters, CounterType type, long registrationId, String channel) {
        int length = Math.min(channel.length(), MAX_CHANNEL_LENGTH);
        int id = counters.allocate(
                Labels.fitted(type.label() + ": " + channel + " "),
                type.id(),
                key -> writeChannel(key, channel, length));
        counters.setCounterRegistrationId(id, registrationId);
        return id;
    }

    /** Appends the bound address to the label of a channel. */
    public static void describe(CountersManager counters, int counterId, String address) {
        Labels.append(counters.metaDataBuffer(), counterId, address);
    }

    /**
     * Allocates the counter of one socket, whose address is not known yet.
     *
     * @param name {@code snd-local-sockaddr} or {@code rcv-local-sockaddr}
     * @param channelStatusId counter id of the channel
     */
    public static int allocateLocalAddress(
            CountersManager counters, String name, long registrationId, int channelStatusId) {
        int id = counters.allocate(
                name + ": " + channelStatusId + " ",
                CounterType.LOCAL_ADDRESS.id(),
                key -> key.putInt(CHANNEL_STATUS_ID, channelStatusId));
        counters.setCounterRegistrationId(id, registrationId);
        return id;
    }

    /**
     * Shows the address of a bound socket and makes its counter active.
     *
     * @param address {@code host:port}, at most 53 characters
     */
    public static void bind(CountersManager counters, int counterId, String address) {
        if (address.length() > MAX_ADDRESS_LENGTH) {
            throw new IllegalArgumentException(
                    "address must be at most " + MAX_ADDRESS_LENGTH + " characters, but was '" + address + "'");
        }
        AtomicBuffer metadata = counters.metaDataBuffer();
        int key = CountersReader.metaDataOffset(counterId) + CountersReader.KEY_OFFSET;
        metadata.putStringWithoutLengthAscii(key + ADDRESS, address);
        metadata.putIntRelease(key + ADDRESS_LENGTH, address.length());
        Labels.append(metadata, counterId, address);
        counters.setCounterValue(counterId, ChannelStatus.ACTIVE);
    }

    /** The addresses of all active sockets of a channel, oldest first; none when the channel is not active. */
    public static List<String> localAddresses(CountersReader counters, int channelStatusId) {
        List<String> addresses = new ArrayList<>();
        if (counters.getCounterValue(channelStatusId) != ChannelStatus.ACTIVE) {
            return addresses;
        }
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == CounterType.LOCAL_ADDRESS.id()
                    && key.getInt(CHANNEL_STATUS_ID) == channelStatusId
                    && counters.getCounterValue(counterId) == ChannelStatus.ACTIVE) {
                addAddress(addresses, key);
            }
        });
        return addresses;
    }

    private static void addAddress(List<String> addresses, DirectBuffer key) {
        int length = key.getInt(ADDRESS_LENGTH);
        if (length > 0) {
            addresses.add(key.getStringWithoutLengthAscii(ADDRESS, length));
        }
    }

    private static void writeChannel(MutableDirectBuffer key, String channel, int length) {
        key.putInt(CHANNEL_LENGTH, length);
        key.putStringWithoutLengthAscii(CHANNEL, channel, 0, length);
    }
}
