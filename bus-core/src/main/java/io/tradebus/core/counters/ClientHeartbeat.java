package io.tradebus.core.counters;

import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counter by which a client shows that it is alive: epoch milliseconds, written by the client. The driver allocates
 * it with the client's first request. See docs/shared-memory.md#client-duty-cycle.
 */
public final class ClientHeartbeat {
    private record Key(long clientId) implements Consumer<MutableDirectBuffer> {
        @Override
        public void accept(MutableDirectBuffer key) {
            key.putLong(0, clientId);
        }
    }

    private ClientHeartbeat() {}

    /** Allocates the counter; for the conductor of the driver. Returns the counter id. */
    public static int allocate(CountersManager counters, long clientId) {
        CounterType type = CounterType.CLIENT_HEARTBEAT;
        int id = counters.allocate(type.label() + ": id=" + clientId, type.id(), new Key(clientId));
        counters.setCounterRegistrationId(id, clientId);
        counters.setCounterOwnerId(id, clientId);
        return id;
    }

    /** Finds the counter of a client, or {@link CountersReader#NULL_COUNTER_ID} when there is none yet. */
    public static int find(CountersReader counters, long clientId) {
        return StreamCounter.find(counters, CounterType.CLIENT_HEARTBEAT, clientId);
    }

    /** Whether the counter still belongs to the client. */
    public static boolean isActive(CountersReader counters, int counterId, long clientId) {
        DirectBuffer metadata = counters.metaDataBuffer();
        int record = CountersReader.metaDataOffset(counterId);
        return counters.getCounterState(counterId) == CountersReader.RECORD_ALLOCATED
                && counters.getCounterTypeId(counterId) == CounterType.CLIENT_HEARTBEAT.id()
                && metadata.getLong(record + CountersReader.KEY_OFFSET) == clientId;
    }

    /** Tells readers who the client is. Called once, by the client. */
    public static void describeClient(
            AtomicBuffer metadata, int counterId, String clientName, SoftwareVersion version) {
        Labels.append(metadata, counterId, " name=" + clientName + " " + version.label());
    }
}
