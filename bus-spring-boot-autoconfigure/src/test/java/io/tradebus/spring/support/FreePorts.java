package io.tradebus.spring.support;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for tests that must name one before anybody binds it. They lie below those that systems hand out by themselves, so
 * that none of these goes to another socket in between, and no two calls in one JVM return the same.
 */
public final class FreePorts {
    private static final int FIRST = 28_000;
    private static final int COUNT = 4_000;
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

    private static boolean isFree(int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("0.0.0.0", port))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
