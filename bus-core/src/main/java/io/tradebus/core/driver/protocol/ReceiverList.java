package io.tradebus.core.driver.protocol;

import java.util.Arrays;

/**
 * The receivers that hold a sender up. Grows as they appear, up to a bound, since anybody can claim to be one; there are
 * few of them, so they are searched one after the other.
 */
final class ReceiverList {
    /** Index of a receiver that is not listed. */
    static final int NONE = -1;

    private static final int INITIAL_CAPACITY = 16;

    private final int maxSize;
    private long[] ids = new long[INITIAL_CAPACITY];
    private long[] limits = new long[INITIAL_CAPACITY];
    private long[] heardNs = new long[INITIAL_CAPACITY];
    private boolean[] isLeaving = new boolean[INITIAL_CAPACITY];
    private int size;
    private ReceiverListener listener = ReceiverListener.NONE;

    ReceiverList(int maxSize) {
        this.maxSize = maxSize;
    }

    void listener(ReceiverListener listener) {
        this.listener = listener;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == maxSize;
    }

    int indexOf(long receiverId) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == receiverId) {
                return i;
            }
        }
        return NONE;
    }

    void add(StatusMessage message, long nowNs) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = message.receiverId();
        update(size, message, nowNs);
        size++;
        listener.onAdded(message.receiverId(), size);
    }

    void update(int index, StatusMessage message, long nowNs) {
        limits[index] = message.limit();
        heardNs[index] = nowNs;
        isLeaving[index] = message.isEndOfStream();
    }

    void leave(long receiverId) {
        int index = indexOf(receiverId);
        if (index != NONE) {
            isLeaving[index] = true;
        }
    }

    /** The lowest of the limits and {@code bound}. */
    long minLimit(long bound) {
        long min = bound;
        for (int i = 0; i < size; i++) {
            min = Math.min(min, limits[i]);
        }
        return min;
    }

    /** Forgets those that leave and those that were not heard for longer than the timeout. */
    void removeGone(long nowNs, long timeoutNs) {
        for (int i = size - 1; i >= 0; i--) {
            if (isLeaving[i] || nowNs - heardNs[i] > timeoutNs) {
                remove(i);
            }
        }
    }

    private void remove(int index) {
        long receiverId = ids[index];
        size--;
        ids[index] = ids[size];
        limits[index] = limits[size];
        heardNs[index] = heardNs[size];
        isLeaving[index] = isLeaving[size];
        listener.onRemoved(receiverId, size);
    }

    private void grow() {
        int capacity = Math.min(maxSize, 2 * size);
        ids = Arrays.copyOf(ids, capacity);
        limits = Arrays.copyOf(limits, capacity);
        heardNs = Arrays.copyOf(heardNs, capacity);
        isLeaving = Arrays.copyOf(isLeaving, capacity);
    }
}
