package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.client.CounterValue.AtDriver;
import io.tradebus.core.client.CounterValue.Kept;
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
    private final boolean isStatic;
    private final ResourceOwner owner;
    private volatile long registrationId;
    private volatile CounterValue value;
    private volatile boolean isClosed;
    private volatile @Nullable BusException failure;

    Counter(CountersReader counters, int id, long registrationId, boolean isStatic, ResourceOwner owner) {
        this.registrationId = registrationId;
        this.isStatic = isStatic;
        this.owner = owner;
        value = new AtDriver(counters, id);
    }

    /** Index of the counter among all counters of the driver, or of the last driver there was. */
    public int id() {
        return value.id();
    }

    /**
     * For a counter of this client the request that added it to the present driver or the last one, for a static counter
     * what the application chose.
     */
    public long registrationId() {
        return registrationId;
    }

    /** Whether the counter stays with the driver until that stops. */
    public boolean isStatic() {
        return isStatic;
    }

    /** The label; empty when the counter is closed and while there is no driver. */
    public String label() {
        return isClosed ? "" : value.label();
    }

    /** The value, with acquire. */
    public long get() {
        return value.get();
    }

    /** Stores the value with release. */
    public void set(long newValue) {
        if (!isClosed) {
            value.set(newValue);
        }
    }

    /** Adds one atomically and returns the value before. */
    public long increment() {
        return getAndAdd(1);
    }

    /** Adds atomically and returns the value before. */
    public long getAndAdd(long increment) {
        CounterValue current = value;
        return isClosed ? current.get() : current.getAndAdd(increment);
    }

    /** Replaces the value atomically if it is as expected. */
    public boolean compareAndSet(long expected, long newValue) {
        CounterValue current = value;
        return !isClosed && current.compareAndSet(expected, newValue);
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
            detach();
            settle();
        }
    }

    /** Under the client's lock: it is closed since it could not be added to another driver. */
    void markFailed(BusException cause) {
        failure = cause;
        markClosed();
    }

    /** Under the client's lock: there is no driver any more. {@link #settle} is due before its counters are unmapped. */
    void detach() {
        if (value instanceof AtDriver lost) {
            value = new Kept(lost);
        }
    }

    /** Under the client's lock: who was adding at the lost driver has done it. */
    void settle() {
        if (value instanceof Kept kept) {
            kept.settle();
        }
    }

    /** Under the client's lock: another driver has made the counter. */
    void attach(CountersReader counters, int id, long requestId) {
        AtDriver found = new AtDriver(counters, id);
        if (value instanceof Kept kept) {
            kept.moveTo(found, !isStatic || found.get() == 0);
        }
        value = found;
        if (!isStatic) {
            registrationId = requestId;
        }
    }
}
