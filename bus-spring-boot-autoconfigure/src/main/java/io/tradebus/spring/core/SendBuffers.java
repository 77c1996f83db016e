package io.tradebus.spring.core;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.spring.convert.SbeEncoding;
import java.util.HashMap;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** What a sending thread needs and keeps: nothing here is shared. */
final class SendBuffers {
    private static final int INITIAL_CAPACITY = 4096;

    /** Messages whose length is known only when they are encoded. */
    final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    /** Points at bytes of the caller. */
    final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    private final BusClaim claim = new BusClaim();
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

    SbeEncoding encodingOf(MessageEncoderFlyweight encoder) {
        SbeEncoding encoding = encodings.get(encoder.getClass());
        if (encoding == null) {
            encoding = new SbeEncoding(encoder.getClass());
            encodings.put(encoder.getClass(), encoding);
        }
        return encoding;
    }
}
