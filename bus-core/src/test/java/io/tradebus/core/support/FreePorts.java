package io.tradebus.core.support;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for tests that must name one before somebody binds it, often in another process. They are below those that the
 * system gives to whoever takes any, so that no other socket of a test run gets one meanwhile, and none is given twice.
 */
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int COUNT = 9_000;

    /** Where this run begins, since others may be on the same machine. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    /** A UDP port that is free at any address of this machine. */
    public static int next() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no UDP port is free from " + FIRST + " on");
    }

    private static boolean isFree(int port) {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), port))) {
            return socket.isBound();
        } catch (SocketException taken) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
