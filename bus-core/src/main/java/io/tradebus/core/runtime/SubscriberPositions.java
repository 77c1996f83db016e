package io.tradebus.core.runtime;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamKey;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * How far the subscribers of one session on this host have read, from the driver's counters. Looks through all counters,
 * so it is nothing for the hot path. See docs/shared-memory.md#driver-counter-types.
 *
 * @param count subscribers
 * @param slowest position in bytes of the one that is furthest behind; {@link Long#MAX_VALUE} without one
 * @param slowestId registration id of its subscription; 0 without one
 * @param slowestOwner client it belongs to; 0 without one
 */
record SubscriberPositions(int count, long slowest, long slowestId, long slowestOwner) {
    static final SubscriberPositions NONE = new SubscriberPositions(0, Long.MAX_VALUE, 0, 0);

    static SubscriberPositions of(CountersReader counters, int sessionId, int streamId) {
        int count = 0;
        int slowestCounter = CountersReader.NULL_COUNTER_ID;
        long slowest = Long.MAX_VALUE;
        for (int id = 0; id <= counters.maxCounterId(); id++) {
            int state = counters.getCounterState(id);
            if (state == CountersReader.RECORD_UNUSED) {
                break;
            }
            if (state == CountersReader.RECORD_ALLOCATED && isSubscriberOf(counters, id, sessionId, streamId)) {
                long position = counters.getCounterValue(id);
                count++;
                if (position < slowest) {
                    slowest = position;
                    slowestCounter = id;
                }
            }
        }
        return count == 0
                ? NONE
                : new SubscriberPositions(
                        count,
                        slowest,
                        counters.getCounterRegistrationId(slowestCounter),
                        counters.getCounterOwnerId(slowestCounter));
    }

    /** Bytes the slowest is behind {@code position}; 0 without a subscriber. */
    long behind(long position) {
        return count == 0 ? 0 : Math.max(0, position - slowest);
    }

    private static boolean isSubscriberOf(CountersReader counters, int id, int sessionId, int streamId) {
        DirectBuffer metadata = counters.metaDataBuffer();
        int key = CountersReader.metaDataOffset(id) + CountersReader.KEY_OFFSET;
        return counters.getCounterTypeId(id) == CounterType.SUBSCRIBER_POSITION.id()
                && StreamKey.isOf(metadata, key, sessionId, streamId);
    }
}
