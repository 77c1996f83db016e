package io.tradebus.spring.core;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.spring.convert.EncodingBuffer;
import io.tradebus.spring.convert.SbeEncoding;
import java.util.HashMap;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.jspecify.annotations.Nullable;

/** What a sending thread needs and keeps: nothing here is shared. */
final class SendBuffers {
    private static final int INITIAL_CAPACITY = 4096;
    private static final int HEADER_CAPACITY = 64;

    /** The header of an SBE message whose body is the caller's. */
    final ExpandableArrayBuffer header = new ExpandableArrayBuffer(HEADER_CAPACITY);
    /** Points at bytes of the caller. */
    final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    private final BusClaim claim = new BusClaim();
    private @Nullable EncodingBuffer scratch = new EncodingBuffer(INITIAL_CAPACITY);
    /** What the thread does while it waits. */
    final IdleStrategy idle;

    private final Map<Class<?>, SbeEncoding> encodings = new HashMap<>();

    SendBuffers(IdleStrategy idle) {
        this.idle = idle;
    }

    /** A claim to use at once: the thread's own, or another one while that is being filled by code that sends again. */
    BusClaim claim() {
        return claim.isOpen() ? new BusClaim() : claim;
    }

    /**
     * A buffer for a message whose length is known only when it is encoded: the thread's own, or another one while that is
     * being filled by code that sends again. To be given back.
     */
    EncodingBuffer takeScratch() {
        EncodingBuffer taken = scratch;
        scratch = null;
        return taken == null ? new EncodingBuffer(INITIAL_CAPACITY) : taken;
    }

    void giveBack(EncodingBuffer taken) {
        scratch = taken;
    }

    SbeEncoding encodingOf(MessageEncoderFlyweight encoder) {
        SbeEncoding encoding = encodings.get(encoder.getClass());
        if (encoding == null) {
            encoding = new SbeEncoding(encoder.getClass());
            encodings.put(encoder.getClass(), encoding);
        }
        return encoding;
    }
}
