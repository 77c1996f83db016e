package io.tradebus.core.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.driver.status.PublisherLimit;
import io.aeron.driver.status.SubscriberPos;
import io.tradebus.core.support.Conformance;
import java.nio.ByteBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

class StreamCounterTest {
    private static final StreamKey KEY = new StreamKey(3, 25_157_858, 1001, "aeron:ipc");
    private static final String LONG_CHANNEL = "aeron:ipc?alias=" + "x".repeat(400);

    private final UnsafeBuffer metadata = new UnsafeBuffer(ByteBuffer.allocateDirect(512 * 16));
    private final UnsafeBuffer values = new UnsafeBuffer(ByteBuffer.allocateDirect(128 * 16));
    private long nowMs = 1_000_000;
    private final CountersManager manager =
            new CountersManager(metadata, values, java.nio.charset.StandardCharsets.US_ASCII, () -> nowMs, 1_000);

    @Test
    @Conformance("SM-81")
    void isLabelledWithItsKey() {
        int id = StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, KEY);

        assertThat(manager.getCounterLabel(id)).isEqualTo("pub-lmt: 3 25157858 1001 aeron:ipc");
        assertThat(manager.getCounterRegistrationId(id)).isEqualTo(3);
        assertThat(manager.getCounterOwnerId(id)).isEqualTo(7);
        assertThat(manager.getCounterReferenceId(id)).isZero();
    }

    @Test
    void hasTheBytesOfItsMetadataRecord() {
        StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, KEY);

        assertThat(hex(0, 16)).isEqualTo("0100000001000000ffffffffffffff7f");
        assertThat(hex(16, 20)).isEqualTo("0300000000000000e2e07f01e903000009000000");
        assertThat(metadata.getStringWithoutLengthAscii(36, 9)).isEqualTo("aeron:ipc");
        assertThat(metadata.getInt(128)).isEqualTo(34);
        assertThat(hex(132, 8)).isEqualTo("7075622d6c6d743a");
    }

    @Test
    @Conformance({"SM-80", "SM-81"})
    void isTheSameRecordAsThatOfAStockDriver() {
        StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, KEY);
        StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, new StreamKey(4, -5, 6, LONG_CHANNEL));
        StreamCounter.allocateSubscriberPosition(manager, 7, KEY, 99, 4096);
        CountersManager stock = new CountersManager(
                new UnsafeBuffer(ByteBuffer.allocateDirect(512 * 16)),
                new UnsafeBuffer(ByteBuffer.allocateDirect(128 * 16)));
        ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();

        PublisherLimit.allocate(scratch, stock, 7, 3, 25_157_858, 1001, "aeron:ipc");
        PublisherLimit.allocate(scratch, stock, 7, 4, -5, 6, LONG_CHANNEL);
        SubscriberPos.allocate(scratch, stock, 7, 3, 25_157_858, 1001, "aeron:ipc", 4096);

        assertThat(metadata.compareTo(new UnsafeBuffer(stock.metaDataBuffer(), 0, metadata.capacity())))
                .isZero();
        assertThat(manager.getCounterOwnerId(2)).isEqualTo(stock.getCounterOwnerId(2));
        assertThat(manager.getCounterRegistrationId(2)).isEqualTo(stock.getCounterRegistrationId(2));
    }

    @Test
    @Conformance("SM-80")
    void saysInASubscriberPositionWhichImageItIsOfAndWhereItJoined() {
        int id = StreamCounter.allocateSubscriberPosition(manager, 7, KEY, 99, 4096);

        assertThat(manager.getCounterLabel(id)).isEqualTo("sub-pos: 3 25157858 1001 aeron:ipc @4096");
        assertThat(manager.getCounterReferenceId(id)).isEqualTo(99);
        assertThat(manager.getCounterRegistrationId(id)).isEqualTo(3);
        assertThat(manager.getCounterValue(id)).isEqualTo(4096);
    }

    @Test
    void saysWhoAppends() {
        assertThat(manager.getCounterLabel(StreamCounter.allocatePublisherPosition(manager, false, 7, KEY)))
                .startsWith("pub-pos (concurrent): 3 ");
        assertThat(manager.getCounterLabel(StreamCounter.allocatePublisherPosition(manager, true, 7, KEY)))
                .startsWith("pub-pos (exclusive): 3 ");
    }

    @Test
    @Conformance("SM-81")
    void cutsALongChannelInItsKey() {
        StreamCounter.allocate(manager, CounterType.SENDER_POSITION, 7, new StreamKey(3, 1, 2, LONG_CHANNEL));

        StreamKey read = StreamKey.read(metadata, CountersReader.KEY_OFFSET);
        assertThat(read).isEqualTo(new StreamKey(3, 1, 2, LONG_CHANNEL.substring(0, 92)));
        assertThat(manager.getCounterLabel(0)).hasSize(380);
    }

    @Test
    void isFoundByTypeAndKey() {
        StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, KEY);
        int wanted = StreamCounter.allocate(manager, CounterType.PUBLISHER_POSITION, 7, KEY);

        assertThat(StreamCounter.find(manager, CounterType.PUBLISHER_POSITION, 3))
                .isEqualTo(wanted);
        assertThat(StreamCounter.find(manager, CounterType.PUBLISHER_POSITION, 4))
                .isEqualTo(-1);
    }

    @Test
    @Conformance({"SM-78", "SM-79", "DB-19"})
    void givesAnIdAwayAgainOnlyAfterTheReuseTimeout() {
        int freed = StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, KEY);
        manager.free(freed);

        assertThat(manager.getCounterState(freed)).isEqualTo(CountersReader.RECORD_RECLAIMED);
        assertThat(hex(16, 112)).isEqualTo("00".repeat(112));
        assertThat(StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, KEY))
                .isEqualTo(freed + 1);

        nowMs += 1_000;
        assertThat(StreamCounter.allocate(manager, CounterType.PUBLISHER_LIMIT, 7, KEY))
                .isEqualTo(freed);
    }

    private String hex(int offset, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(String.format("%02x", metadata.getByte(offset + i)));
        }
        return text.toString();
    }
}
