package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.StreamKey;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;

class NetworkViewsTest {
    private static final String CHANNEL = "aeron:udp?endpoint=10.0.0.2:40123";

    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(256 << 10)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10)));

    @Test
    void readsWhatASenderCounts() {
        int unused = ChannelCounter.allocate(counters, CounterType.SEND_CHANNEL_STATUS, 1, "aeron:udp?endpoint=a:1");
        int status = ChannelCounter.allocate(counters, CounterType.SEND_CHANNEL_STATUS, 1, CHANNEL);
        counters.setCounterValue(status, ChannelStatus.ACTIVE);
        ChannelCounter.bind(
                counters,
                ChannelCounter.allocateLocalAddress(counters, "snd-local-sockaddr", 1, status),
                "10.0.0.1:51234");
        stream(CounterType.SENDER_POSITION, 9, 111);
        stream(CounterType.SENDER_POSITION, 41, 4_096);
        stream(CounterType.SENDER_LIMIT, 41, 8_192);
        stream(CounterType.SENDER_BACK_PRESSURE, 41, 3);
        stream(CounterType.SENDER_NAKS_RECEIVED, 41, 2);

        assertThat(SenderView.of(counters, status, 41))
                .isEqualTo(new SenderView(
                        "ACTIVE", List.of("10.0.0.1:51234"), 4_096, 8_192, 3, 2, NetworkCounters.UNKNOWN));
        stream(CounterType.FLOW_CONTROL_RECEIVERS, 41, 1);
        assertThat(SenderView.of(counters, status, 41).flowControlReceivers()).isEqualTo(1);
        assertThat(SenderView.of(counters, unused, 41).localAddresses()).isEmpty();
    }

    @Test
    void readsWhatAReceiverCounts() {
        stream(CounterType.RECEIVER_HIGH_WATER_MARK, 51, 9_000);
        stream(CounterType.RECEIVER_POSITION, 51, 8_192);

        assertThat(ReceiverView.of(counters, 51)).isEqualTo(new ReceiverView(9_000, 8_192, NetworkCounters.UNKNOWN));
        stream(CounterType.RECEIVER_NAKS_SENT, 51, 4);
        assertThat(ReceiverView.of(counters, 51)).isEqualTo(new ReceiverView(9_000, 8_192, 4));
        assertThat(new ReceiverView(9_000, 8_192, 4).behindGap()).isEqualTo(808);
        assertThat(ReceiverView.of(counters, 52)).isNull();
    }

    private void stream(CounterType type, long registrationId, long value) {
        int id = StreamCounter.allocate(counters, type, 1, new StreamKey(registrationId, 7, 1001, CHANNEL));
        counters.setCounterValue(id, value);
    }
}
