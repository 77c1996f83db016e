package io.tradebus.core.client;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * A counter in shared memory that every process can read and that this client writes.
 *
 * <p>May be used by any thread. A closed counter keeps its last value for readers of this object and ignores writes: its
 * place may belong to another counter already. A static counter stays with the driver when it is closed.
 */
public final class Counter implements AutoCloseable {
    private final CountersReader counters;
    private final AtomicBuffer values;
    private final int valueOffset;
    private final int id;
    private final long registrationId;
    private final boolean isStatic;
    private final ResourceOwner owner;
    private long finalValue;
    private volatile boolean isClosed;

    Counter(CountersReader counters, int id, long registrationId, boolean isStatic, ResourceOwner owner) {
        this.counters = counters;
        this.id = id;
        this.registrationId = registrationId;
        this.isStatic = isStatic;
        this.owner = owner;
        values = counters.valuesBuffer();
        valueOffset = CountersReader.counterOffset(id);
    }

    /** Index of the counter among all counters of the driver. */
    public int id() {
        return id;
    }

    /** For a counter of this client the request that added it, for a static counter what the application chose. */
    public long registrationId() {
        return registrationId;
    }

    /** Whether the counter stays with the driver until that stops. */
    public boolean isStatic() {
        return isStatic;
    }

    /** The label; empty when the counter is closed. */
    public String label() {
        return isClosed ? "" : counters.getCounterLabel(id);
    }

    /** The value, with acquire. */
    public long get() {
        return isClosed ? finalValue : values.getLongAcquire(valueOffset);
    }

    /** Stores the value with release. */
    public void set(long value) {
        if (!isClosed) {
            values.putLongRelease(valueOffset, value);
        }
    }

    /** Adds one atomically and returns the value before. */
    public long increment() {
        return getAndAdd(1);
    }

    /** Adds atomically and returns the value before. */
    public long getAndAdd(long increment) {
        return isClosed ? finalValue : values.getAndAddLong(valueOffset, increment);
    }

    /** Replaces the value atomically if it is as expected. */
    public boolean compareAndSet(long expected, long value) {
        return !isClosed && values.compareAndSetLong(valueOffset, expected, value);
    }

    public boolean isClosed() {
        return isClosed;
    }

    /** Frees the counter. Does not wait for the driver; closing again has no effect. */
    @Override
    public void close() {
        owner.onCounterClosed(this);
    }

    @Override
    public String toString() {
        return "Counter{id=" + id + ", registrationId=" + registrationId + ", value=" + get() + ", isClosed=" + isClosed
                + '}';
    }

    /** Under the client's lock. */
    void markClosed() {
        if (!isClosed) {
            finalValue = values.getLongAcquire(valueOffset);
            isClosed = true;
        }
    }
}
