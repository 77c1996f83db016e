package io.tradebus.core.counters;

import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * Allocates and finds the counters of one stream. Allocation is for the conductor of the driver. The counter id is
 * returned; whoever needs the value takes it from the values buffer.
 */
public final class StreamCounter {
    private StreamCounter() {}

    /**
     * Allocates a counter under the usual name of its type.
     *
     * @param ownerId the client it belongs to, or {@link SystemCounters#DRIVER_OWNER_ID}
     * @return the counter id
     * @throws IllegalStateException if there is no room for another counter
     */
    public static int allocate(CountersManager counters, CounterType type, long ownerId, StreamKey key) {
        return allocate(counters, type, type.label(), ownerId, key);
    }

    /** Allocates a counter under a name of its own, such as {@code rcv-cc-cubic-rtt}. */
    public static int allocate(CountersManager counters, CounterType type, String name, long ownerId, StreamKey key) {
        return allocateLabelled(counters, type, label(name, key), ownerId, key);
    }

    /** Allocates the counter that says what was appended. */
    public static int allocatePublisherPosition(
            CountersManager counters, boolean isExclusive, long ownerId, StreamKey key) {
        String name = CounterType.PUBLISHER_POSITION.label() + (isExclusive ? " (exclusive)" : " (concurrent)");
        return allocate(counters, CounterType.PUBLISHER_POSITION, name, ownerId, key);
    }

    /**
     * Allocates the counter that says what one subscriber consumed of one image. Its value is the join position when
     * this returns.
     *
     * @param key with the registration id of the subscription
     * @param imageId image correlation id, or registration id of a publication on this machine; the reference id
     * @param joinPosition bytes from the start of the stream
     */
    public static int allocateSubscriberPosition(
            CountersManager counters, long ownerId, StreamKey key, long imageId, long joinPosition) {
        CounterType type = CounterType.SUBSCRIBER_POSITION;
        int id = allocateLabelled(counters, type, label(type.label(), key) + " @" + joinPosition, ownerId, key);
        counters.setCounterReferenceId(id, imageId);
        counters.setCounterValue(id, joinPosition);
        return id;
    }

    /**
     * Finds the first counter of a type that is about a publication, image or subscription.
     *
     * @return {@link CountersReader#NULL_COUNTER_ID} when there is none
     */
    public static int find(CountersReader counters, CounterType type, long registrationId) {
        for (int id = 0; id <= counters.maxCounterId(); id++) {
            int state = counters.getCounterState(id);
            if (state == CountersReader.RECORD_UNUSED) {
                break;
            }
            if (state == CountersReader.RECORD_ALLOCATED
                    && counters.getCounterTypeId(id) == type.id()
                    && key(counters, id) == registrationId) {
                return id;
            }
        }
        return CountersReader.NULL_COUNTER_ID;
    }

    private static long key(CountersReader counters, int id) {
        return StreamKey.registrationId(
                counters.metaDataBuffer(), CountersReader.metaDataOffset(id) + CountersReader.KEY_OFFSET);
    }

    private static String label(String name, StreamKey key) {
        return name + ": " + key.registrationId() + " " + key.sessionId() + " " + key.streamId() + " " + key.channel();
    }

    private static int allocateLabelled(
            CountersManager counters, CounterType type, String label, long ownerId, StreamKey key) {
        int id = counters.allocate(Labels.fitted(label), type.id(), key);
        counters.setCounterRegistrationId(id, key.registrationId());
        counters.setCounterOwnerId(id, ownerId);
        return id;
    }
}
