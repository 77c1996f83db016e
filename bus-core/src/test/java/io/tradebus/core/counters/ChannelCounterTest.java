package io.tradebus.core.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.status.ChannelEndpointStatus;
import io.aeron.status.HeartbeatTimestamp;
import io.aeron.status.LocalSocketAddressStatus;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;

class ChannelCounterTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:0";

    private final CountersManager manager = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(512 * 16)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(128 * 16)));

    @Test
    void showsTheAddressesOfAChannelOnceItIsActive() {
        int status = ChannelCounter.allocate(manager, CounterType.RECEIVE_CHANNEL_STATUS, 5, CHANNEL);
        int address = ChannelCounter.allocateLocalAddress(manager, "rcv-local-sockaddr", 5, status);
        ChannelCounter.bind(manager, address, "127.0.0.1:40123");

        assertThat(ChannelCounter.localAddresses(manager, status)).isEmpty();

        ChannelCounter.describe(manager, status, "127.0.0.1:40123");
        manager.setCounterValue(status, ChannelStatus.ACTIVE);
        assertThat(ChannelCounter.localAddresses(manager, status)).containsExactly("127.0.0.1:40123");
        assertThat(LocalSocketAddressStatus.findAddresses(manager, ChannelEndpointStatus.ACTIVE, status))
                .containsExactly("127.0.0.1:40123");
        assertThat(manager.getCounterLabel(status)).isEqualTo("rcv-channel: " + CHANNEL + " 127.0.0.1:40123");
        assertThat(manager.getCounterLabel(address)).isEqualTo("rcv-local-sockaddr: 0 127.0.0.1:40123");
    }

    @Test
    void refusesAnAddressThatDoesNotFit() {
        int address = ChannelCounter.allocateLocalAddress(manager, "rcv-local-sockaddr", 5, 0);

        assertThatThrownBy(() -> ChannelCounter.bind(manager, address, "x".repeat(54)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 53 characters");
    }

    @Test
    void namesTheValuesOfAStatusAsAStockClientDoes() {
        for (long status : new long[] {
            ChannelStatus.INITIALIZING, ChannelStatus.ACTIVE, ChannelStatus.CLOSING, ChannelStatus.ERRORED
        }) {
            assertThat(ChannelStatus.name(status)).isEqualTo(ChannelEndpointStatus.status(status));
        }
        assertThat(ChannelStatus.of(manager, ChannelStatus.NO_COUNTER_ID)).isEqualTo(ChannelStatus.ACTIVE);
        assertThat(ChannelStatus.of(manager, 0)).isEqualTo(ChannelStatus.INITIALIZING);
    }

    @Test
    void findsTheHeartbeatOfAClientAndTellsWhoItIs() {
        manager.allocate("first");
        int id = ClientHeartbeat.allocate(manager, 42);

        ClientHeartbeat.describeClient(manager.metaDataBuffer(), id, "gateway", SoftwareVersion.COMPATIBLE);

        assertThat(ClientHeartbeat.find(manager, 42)).isEqualTo(id);
        assertThat(HeartbeatTimestamp.findCounterIdByRegistrationId(manager, HeartbeatTimestamp.HEARTBEAT_TYPE_ID, 42))
                .isEqualTo(id);
        assertThat(ClientHeartbeat.isActive(manager, id, 42)).isTrue();
        assertThat(manager.getCounterOwnerId(id)).isEqualTo(42);
        assertThat(manager.getCounterLabel(id))
                .isEqualTo("client-heartbeat: id=42 name=gateway version=1.51.0 commit=tradebus");

        manager.free(id);
        assertThat(ClientHeartbeat.isActive(manager, id, 42)).isFalse();
        assertThat(ClientHeartbeat.find(manager, 42)).isEqualTo(-1);
    }
}
