package io.tradebus.core.driver.event;

import io.tradebus.core.driver.exchange.PaddedLongs;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of a driver meet whoever writes their events down: which events are on, and a ring that carries them.
 *
 * <p>Any thread may ask and write; the {@link EventLogAgent} alone switches and reads. There is no ring before the first
 * event is switched on. Writing never waits: what finds no room is dropped and counted.
 */
public final class EventLog {
    /** Shortest buffer in bytes, in which the longest event has room. */
    public static final int MIN_BUFFER_LENGTH = 128 << 10;

    private static final int ENABLED = 0;

    private final AtomicLong dropped = new AtomicLong();
    private final PaddedLongs mask = new PaddedLongs(1);
    private final int bufferLength;
    private final EpochNanoClock wallClock;
    private volatile @Nullable RingBuffer ring;

    /**
     * @param bufferLength bytes of the ring; a power of two, at least {@link #MIN_BUFFER_LENGTH}
     * @param wallClock nanoseconds since the epoch; read for each event that is on
     */
    public EventLog(int bufferLength, EpochNanoClock wallClock) {
        this.bufferLength = bufferLength;
        this.wallClock = wallClock;
    }

    /** A log in which nothing is ever on. */
    public static EventLog off() {
        return new EventLog(MIN_BUFFER_LENGTH, () -> 0);
    }

    /** Whether an event is wanted: one plain read. A change is seen a little later. */
    public boolean isOn(DriverEvent event) {
        return (mask.getOpaque(ENABLED) & event.bit()) != 0;
    }

    /** Switches: these events are on from now on, and no others. */
    void enable(long events) {
        if (events != 0 && ring == null) {
            ring = new ManyToOneRingBuffer(
                    new UnsafeBuffer(ByteBuffer.allocateDirect(bufferLength + RingBufferDescriptor.TRAILER_LENGTH)));
        }
        mask.setRelease(ENABLED, events);
    }

    long enabled() {
        return mask.getPlain(ENABLED);
    }

    long nowNs() {
        return wallClock.nanoTime();
    }

    /** Writes an event that was found to be on. */
    void write(DriverEvent event, DirectBuffer record, int length) {
        RingBuffer ring = this.ring;
        if (ring != null && !ring.write(event.id(), record, 0, length)) {
            dropped.incrementAndGet();
        }
    }

    int read(MessageHandler handler, int limit) {
        RingBuffer ring = this.ring;
        return ring == null ? 0 : ring.read(handler, limit);
    }

    /** Events for which there was no room, since the driver began. */
    long dropped() {
        return dropped.get();
    }
}
