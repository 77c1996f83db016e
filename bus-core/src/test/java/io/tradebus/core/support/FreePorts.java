package io.tradebus.core.support;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for tests that must name one before anybody binds it. They lie below those that systems hand out by themselves, so
 * that none of these goes to another socket in between, and no two calls in one JVM return the same.
 */
public final class FreePorts {
    private static final int COUNT = 2_000;
    // Processes that run tests beside each other have ports of their own.
    private static final int FIRST = 28_000 + (Integer.getInteger("bus.test-fork", 1) - 1) * COUNT;
    // Builds that share a network begin at different places.
    private static final AtomicInteger NEXT = new AtomicInteger((int) (System.nanoTime() % COUNT));

    private FreePorts() {}

    /** A UDP port that no socket of this machine has. */
    public static int next() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("all of " + COUNT + " ports from " + FIRST + " are taken");
    }

    /** The first of so many ports in a row that no socket of this machine has. */
    public static int firstOf(int count) {
        int first = next();
        for (int last = first; last < first + count - 1; ) {
            int port = next();
            first = port == last + 1 ? first : port;
            last = port;
        }
        return first;
    }

    private static boolean isFree(int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("0.0.0.0", port))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
