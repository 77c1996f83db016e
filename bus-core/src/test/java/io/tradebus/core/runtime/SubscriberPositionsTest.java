package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.StreamKey;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;

class SubscriberPositionsTest {
    private static final int SESSION = 7;
    private static final int STREAM = 1001;

    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(16 << 10)));

    @Test
    void findsWhoIsFurthestBehind() {
        subscriber(41, SESSION, STREAM, 4096);
        subscriber(42, SESSION, STREAM, 1024);
        subscriber(43, SESSION, STREAM, 2048);

        SubscriberPositions found = SubscriberPositions.of(counters, SESSION, STREAM);

        assertThat(found).isEqualTo(new SubscriberPositions(3, 1024, 42, 142));
        assertThat(found.behind(5120)).isEqualTo(4096);
        assertThat(found.behind(512)).isZero();
    }

    @Test
    void looksAtNoOtherSessionStreamOrKindOfCounter() {
        subscriber(41, SESSION + 1, STREAM, 0);
        subscriber(42, SESSION, STREAM + 1, 0);
        StreamCounter.allocate(
                counters, CounterType.PUBLISHER_LIMIT, 1, new StreamKey(43, SESSION, STREAM, "aeron:ipc"));

        assertThat(SubscriberPositions.of(counters, SESSION, STREAM)).isEqualTo(SubscriberPositions.NONE);
        assertThat(SubscriberPositions.NONE.behind(1 << 20)).isZero();
    }

    @Test
    void forgetsASubscriberThatLeft() {
        int left = subscriber(41, SESSION, STREAM, 32);
        subscriber(42, SESSION, STREAM, 64);

        counters.free(left);

        assertThat(SubscriberPositions.of(counters, SESSION, STREAM))
                .isEqualTo(new SubscriberPositions(1, 64, 42, 142));
    }

    private int subscriber(long registrationId, int sessionId, int streamId, long position) {
        return StreamCounter.allocateSubscriberPosition(
                counters,
                registrationId + 100,
                new StreamKey(registrationId, sessionId, streamId, "aeron:ipc"),
                5,
                position);
    }
}
