package io.tradebus.core.client;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/** The value of a counter of this client: at a driver, or kept here while there is none. Any thread. */
sealed interface CounterValue {
    /** With acquire. */
    long get();

    /** With release. */
    void set(long value);

    /** Adds atomically and returns the value before. */
    long getAndAdd(long increment);

    boolean compareAndSet(long expected, long value);

    /** Index among the counters of the driver, or of the last one. */
    int id();

    /** The label; empty without a driver. */
    String label();

    /** Among the counters of a driver. */
    record AtDriver(AtomicBuffer values, int offset, int id, CountersReader counters) implements CounterValue {
        AtDriver(CountersReader counters, int id) {
            this(counters.valuesBuffer(), CountersReader.counterOffset(id), id, counters);
        }

        @Override
        public long get() {
            return values.getLongAcquire(offset);
        }

        @Override
        public void set(long value) {
            values.putLongRelease(offset, value);
        }

        @Override
        public long getAndAdd(long increment) {
            return values.getAndAddLong(offset, increment);
        }

        @Override
        public boolean compareAndSet(long expected, long value) {
            return values.compareAndSetLong(offset, expected, value);
        }

        @Override
        public String label() {
            return counters.getCounterLabel(id);
        }
    }

    /**
     * In the memory of this process. It goes on from where it was at the lost driver, what is added there late included,
     * until it is settled or set; and it goes to the next driver with all that was added here.
     */
    final class Kept implements CounterValue {
        private final int id;
        private long value;
        private @Nullable AtDriver lost;
        private @Nullable AtDriver next;

        Kept(AtDriver lost) {
            this.lost = lost;
            id = lost.id();
        }

        @Override
        public synchronized long get() {
            AtDriver moved = next;
            return moved == null ? value + atLost() : moved.get();
        }

        @Override
        public synchronized void set(long newValue) {
            AtDriver moved = next;
            if (moved == null) {
                // What another thread still sets at the lost driver was set before.
                value = newValue;
                lost = null;
            } else {
                moved.set(newValue);
            }
        }

        @Override
        public synchronized long getAndAdd(long increment) {
            AtDriver moved = next;
            if (moved != null) {
                return moved.getAndAdd(increment);
            }
            long before = value + atLost();
            value += increment;
            return before;
        }

        @Override
        public synchronized boolean compareAndSet(long expected, long newValue) {
            AtDriver moved = next;
            if (moved != null) {
                return moved.compareAndSet(expected, newValue);
            }
            long base = atLost();
            boolean isExpected = value + base == expected;
            if (isExpected) {
                value = newValue - base;
            }
            return isExpected;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public String label() {
            return "";
        }

        /** Nothing comes late any more; the counters of the lost driver are not read again. */
        synchronized void settle() {
            value += atLost();
            lost = null;
        }

        /** Takes the value to a driver, or that of the driver if {@code isFresh} is false. */
        synchronized void moveTo(AtDriver driver, boolean isFresh) {
            if (isFresh) {
                driver.set(value + atLost());
            }
            next = driver;
        }

        private long atLost() {
            return lost == null ? 0 : lost.get();
        }
    }
}
