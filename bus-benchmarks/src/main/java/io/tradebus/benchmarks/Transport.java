package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** What carries messages. */
enum Transport {
    /** Shared memory: both clients are at one driver. */
    IPC,
    /** Datagrams on the loopback interface: both clients have a driver of their own. */
    UDP;

    /** What all channels say of their logs. */
    static final String PARAMETERS = "term-length=16m|mtu=1408";

    /** Longest message in bytes that travels in one piece. */
    static final int MAX_PAYLOAD_LENGTH = 1408 - 32;

    private static final int FIRST_STREAM_ID = 1001;
    private static final AtomicInteger STREAM_IDS = new AtomicInteger(FIRST_STREAM_ID);

    /** A stream that nobody has used. */
    Lane newLane() {
        return new Lane(newChannel(PARAMETERS), STREAM_IDS.getAndIncrement());
    }

    /** A channel with parameters for its logs; over UDP to a port of this machine that nobody had a moment ago. */
    String newChannel(String parameters) {
        return this == IPC
                ? "aeron:ipc?" + parameters
                : "aeron:udp?endpoint=127.0.0.1:" + freePort() + "|" + parameters;
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
