package io.tradebus.core.support;

import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Memory that notes what is stored in it, in order: {@code offset=value}, and {@code offset..end} for bytes. */
public final class StoreRecorder extends UnsafeBuffer {
    private static final int ALIGNMENT = 64;

    private final List<String> stores = new ArrayList<>();

    public StoreRecorder(int length) {
        super(BufferUtil.allocateDirectAligned(length, ALIGNMENT));
    }

    /** What was stored since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(stores);
        stores.clear();
        return taken;
    }

    @Override
    public void putInt(int index, int value) {
        note(index, value);
        super.putInt(index, value);
    }

    @Override
    public void putIntRelease(int index, int value) {
        note(index, value);
        super.putIntRelease(index, value);
    }

    @Override
    public void putIntOrdered(int index, int value) {
        note(index, value);
        super.putIntOrdered(index, value);
    }

    @Override
    public void putLong(int index, long value) {
        note(index, value);
        super.putLong(index, value);
    }

    @Override
    public void putLongRelease(int index, long value) {
        note(index, value);
        super.putLongRelease(index, value);
    }

    @Override
    public void putLongOrdered(int index, long value) {
        note(index, value);
        super.putLongOrdered(index, value);
    }

    @Override
    public boolean compareAndSetLong(int index, long expected, long value) {
        note(index, value);
        return super.compareAndSetLong(index, expected, value);
    }

    @Override
    public void putBytes(int index, DirectBuffer source, int sourceIndex, int length) {
        stores.add(index + ".." + (index + length));
        super.putBytes(index, source, sourceIndex, length);
    }

    @Override
    public void putBytes(int index, byte[] source) {
        stores.add(index + ".." + (index + source.length));
        super.putBytes(index, source);
    }

    private void note(int index, long value) {
        String store = index + "=" + value;
        // One kind of store may be made of another.
        if (stores.isEmpty() || !stores.get(stores.size() - 1).equals(store)) {
            stores.add(store);
        }
    }
}
