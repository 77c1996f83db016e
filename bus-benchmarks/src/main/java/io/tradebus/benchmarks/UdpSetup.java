package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How both makers' pairs are set up for a UDP benchmark.
 *
 * @param isEmbedded whether all drivers run in this process, and not each in one of its own
 * @param waiting what driver threads and clients do while there is nothing to do
 * @param windowLength bytes a sender may be ahead of its receiver
 */
record UdpSetup(boolean isEmbedded, Waiting waiting, int windowLength) {
    /** A thread for each of two drivers of both makers, since those that are not measured run too, and two clients. */
    private static final int BUSY_THREADS = 6;

    private static final int WINDOW_LENGTH = 128 << 10;
    private static final String PARAMETERS = "term-length=16m|mtu=1408";

    /** What suits this machine. */
    static final UdpSetup DEFAULT = new UdpSetup(false, Waiting.suitableFor(BUSY_THREADS), WINDOW_LENGTH);

    UdpSetup withEmbedded(boolean isEmbedded) {
        return new UdpSetup(isEmbedded, waiting, windowLength);
    }

    UdpSetup withWaiting(Waiting waiting) {
        return new UdpSetup(isEmbedded, waiting, windowLength);
    }

    UdpSetup withWindowLength(int windowLength) {
        return new UdpSetup(isEmbedded, waiting, windowLength);
    }

    RunningDriver driver(Maker maker) {
        DriverSettings settings = settings();
        return isEmbedded ? EmbeddedDriver.start(maker, settings) : DriverProcess.start(maker, settings);
    }

    private DriverSettings settings() {
        return DriverSettings.forUdp(waiting, windowLength);
    }

    /** A channel to a port of this machine that nobody had a moment ago. */
    static String freeChannel() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort() + "|" + PARAMETERS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader of results has to know. */
    Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("drivers", isEmbedded ? "two in the process of the clients" : "two, each in its own process");
        conditions.put("waiting", waiting.name());
        conditions.put("channel", PARAMETERS);
        conditions.putAll(settings().properties());
        return conditions;
    }
}
