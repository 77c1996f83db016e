package io.tradebus.core.simulation;

import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One datagram on its way to one node. Its bytes are never changed: what damages it makes others of them.
 *
 * <p>Whatever befalls it on its way is noted here before it departs.
 */
public final class Flight {
    private final Link link;
    private final InetSocketAddress source;
    private final InetSocketAddress target;
    private UnsafeBuffer frame;
    private long delayNs;
    private int copies = 1;

    Flight(Link link, InetSocketAddress source, InetSocketAddress target, byte[] bytes) {
        this.link = link;
        this.source = source;
        this.target = target;
        frame = new UnsafeBuffer(bytes);
    }

    public Link link() {
        return link;
    }

    public InetSocketAddress source() {
        return source;
    }

    /** The address that it was sent to, which may be a group's. */
    public InetSocketAddress target() {
        return target;
    }

    /** What it holds, from index 0. */
    public UnsafeBuffer frame() {
        return frame;
    }

    public int length() {
        return frame.capacity();
    }

    /** Nanoseconds that it takes longer than others. */
    public long delayNs() {
        return delayNs;
    }

    /** How often it arrives. */
    public int copies() {
        return copies;
    }

    public boolean isLost() {
        return copies == 0;
    }

    public void lose() {
        copies = 0;
    }

    public void duplicate() {
        copies *= 2;
    }

    public void delay(long extraNs) {
        delayNs += extraNs;
    }

    public void replace(byte[] bytes) {
        frame = new UnsafeBuffer(bytes);
    }
}
