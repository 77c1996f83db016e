package io.tradebus.core.client.request;

/** Slots by their deadlines, the earliest first; each slot at most once. Allocates nothing after its construction. */
final class DeadlineHeap {
    /** What {@link #first} returns when nothing has a deadline. */
    static final int NONE = -1;

    private final long[] deadlineNs;
    private final int[] slots;
    private final int[] placeOf;
    private int size;

    DeadlineHeap(int capacity) {
        deadlineNs = new long[capacity];
        slots = new int[capacity];
        placeOf = new int[capacity];
    }

    void add(int slot, long deadline) {
        deadlineNs[slot] = deadline;
        put(size, slot);
        size++;
        rise(size - 1);
    }

    void remove(int slot) {
        int place = placeOf[slot];
        size--;
        if (place != size) {
            put(place, slots[size]);
            sink(place);
            rise(place);
        }
    }

    /** The slot with the earliest deadline, or {@link #NONE}. */
    int first() {
        return size == 0 ? NONE : slots[0];
    }

    /** Whether the deadline of a slot in here has come. */
    boolean isDue(int slot, long nowNs) {
        return nowNs - deadlineNs[slot] >= 0;
    }

    /** Nanoseconds until the deadline of a slot in here, 0 or less if it has come. */
    long leftNs(int slot, long nowNs) {
        return deadlineNs[slot] - nowNs;
    }

    private void rise(int from) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!isEarlier(place, parent)) {
                return;
            }
            swap(place, parent);
            place = parent;
        }
    }

    private void sink(int from) {
        int place = from;
        while (true) {
            int child = 2 * place + 1;
            if (child + 1 < size && isEarlier(child + 1, child)) {
                child++;
            }
            if (child >= size || !isEarlier(child, place)) {
                return;
            }
            swap(place, child);
            place = child;
        }
    }

    private boolean isEarlier(int place, int other) {
        return deadlineNs[slots[place]] - deadlineNs[slots[other]] < 0;
    }

    private void swap(int place, int other) {
        int slot = slots[place];
        put(place, slots[other]);
        put(other, slot);
    }

    private void put(int place, int slot) {
        slots[place] = slot;
        placeOf[slot] = place;
    }
}
