package io.tradebus.core.runtime;

import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import java.util.List;
import org.agrona.concurrent.status.CountersReader;

/**
 * How the sender of a publication over the network is doing. A snapshot; numbers are {@link NetworkCounters#UNKNOWN} where
 * the driver does not count.
 *
 * @param status of the channel, as {@link ChannelStatus} names it
 * @param localAddresses the sockets it sends from
 * @param position bytes sent
 * @param limit first position in bytes that receivers do not take yet
 * @param backPressureEvents how often it had to wait for receivers
 * @param naksReceived how often receivers asked for lost data
 * @param flowControlReceivers receivers that count for flow control
 */
public record SenderView(
        String status,
        List<String> localAddresses,
        long position,
        long limit,
        long backPressureEvents,
        long naksReceived,
        long flowControlReceivers) {
    static SenderView of(CountersReader counters, int channelStatusId, long registrationId) {
        return new SenderView(
                ChannelStatus.name(ChannelStatus.of(counters, channelStatusId)),
                channelStatusId <= 0 ? List.of() : ChannelCounter.localAddresses(counters, channelStatusId),
                NetworkCounters.value(counters, CounterType.SENDER_POSITION, registrationId),
                NetworkCounters.value(counters, CounterType.SENDER_LIMIT, registrationId),
                NetworkCounters.value(counters, CounterType.SENDER_BACK_PRESSURE, registrationId),
                NetworkCounters.value(counters, CounterType.SENDER_NAKS_RECEIVED, registrationId),
                NetworkCounters.value(counters, CounterType.FLOW_CONTROL_RECEIVERS, registrationId));
    }
}
