package io.tradebus.core.client;

import io.tradebus.core.BusException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * A counter in shared memory that every process can read and that this client writes.
 *
 * <p>May be used by any thread. A closed counter keeps its last value for readers of this object and ignores writes: its
 * place may belong to another counter already. A static counter stays with the driver when it is closed.
 *
 * <p>When the client loses its driver, the counter goes on in the memory of this process, and takes its value to the next
 * driver; a static counter that is there already keeps the value it has there.
 */
public final class Counter implements AutoCloseable {
    /** Where the value is: among the counters of a driver, or alone while there is none. */
    private record Place(
            AtomicBuffer values,
            int valueOffset,
            int id,
            @Nullable CountersReader counters) {
        static Place of(CountersReader counters, int id) {
            return new Place(counters.valuesBuffer(), CountersReader.counterOffset(id), id, counters);
        }

        Place copy() {
            AtomicBuffer alone = new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES));
            alone.putLong(0, get());
            return new Place(alone, 0, id, null);
        }

        long get() {
            return values.getLongAcquire(valueOffset);
        }
    }

    private final long registrationId;
    private final boolean isStatic;
    private final ResourceOwner owner;
    private volatile Place place;
    private volatile boolean isClosed;
    private volatile @Nullable BusException failure;

    Counter(CountersReader counters, int id, long registrationId, boolean isStatic, ResourceOwner owner) {
        this.registrationId = registrationId;
        this.isStatic = isStatic;
        this.owner = owner;
        place = Place.of(counters, id);
    }

    /** Index of the counter among all counters of the driver, or of the last driver there was. */
    public int id() {
        return place.id();
    }

    /** For a counter of this client the request that added it, for a static counter what the application chose. */
    public long registrationId() {
        return registrationId;
    }

    /** Whether the counter stays with the driver until that stops. */
    public boolean isStatic() {
        return isStatic;
    }

    /** The label; empty when the counter is closed and while there is no driver. */
    public String label() {
        CountersReader counters = place.counters();
        return isClosed || counters == null ? "" : counters.getCounterLabel(id());
    }

    /** The value, with acquire. */
    public long get() {
        return place.get();
    }

    /** Stores the value with release. */
    public void set(long value) {
        if (!isClosed) {
            Place current = place;
            current.values.putLongRelease(current.valueOffset, value);
        }
    }

    /** Adds one atomically and returns the value before. */
    public long increment() {
        return getAndAdd(1);
    }

    /** Adds atomically and returns the value before. */
    public long getAndAdd(long increment) {
        Place current = place;
        return isClosed ? current.get() : current.values.getAndAddLong(current.valueOffset, increment);
    }

    /** Replaces the value atomically if it is as expected. */
    public boolean compareAndSet(long expected, long value) {
        Place current = place;
        return !isClosed && current.values.compareAndSetLong(current.valueOffset, expected, value);
    }

    public boolean isClosed() {
        return isClosed;
    }

    /** Why the counter is closed though nobody closed it: what the driver said when it refused it; null otherwise. */
    public @Nullable BusException failure() {
        return failure;
    }

    /** Frees the counter. Does not wait for the driver; closing again has no effect. */
    @Override
    public void close() {
        owner.onCounterClosed(this);
    }

    @Override
    public String toString() {
        return "Counter{id=" + id() + ", registrationId=" + registrationId + ", value=" + get() + ", isClosed="
                + isClosed + '}';
    }

    /** Under the client's lock. */
    void markClosed() {
        if (!isClosed) {
            isClosed = true;
            place = place.copy();
        }
    }

    /** Under the client's lock: it is closed since it could not be added to another driver. */
    void markFailed(BusException cause) {
        failure = cause;
        markClosed();
    }

    /** Under the client's lock: there is no driver any more. */
    void detach() {
        if (!isClosed) {
            place = place.copy();
        }
    }

    /** Under the client's lock: another driver has made the counter. */
    void attach(CountersReader counters, int id) {
        Place alone = place;
        Place found = Place.of(counters, id);
        long carried = alone.get();
        boolean isFresh = !isStatic || found.get() == 0;
        if (isFresh) {
            found.values.putLongRelease(found.valueOffset, carried);
        }
        place = found;
        // What was added to the old place meanwhile.
        long missed = alone.get() - carried;
        if (isFresh && missed != 0) {
            found.values.getAndAddLong(found.valueOffset, missed);
        }
    }
}
