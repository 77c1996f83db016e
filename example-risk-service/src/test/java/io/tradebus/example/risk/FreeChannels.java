package io.tradebus.example.risk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Channels over UDP that no other test run uses. */
final class FreeChannels {
    // Below the ports that systems hand out by themselves: none of these goes to another socket once it is let go.
    private static final int FIRST = 28_000;
    private static final int COUNT = 4_000;

    private FreeChannels() {}

    /** Gives both streams such a channel, and keeps the rest of the configuration. */
    static void register(DynamicPropertyRegistry registry) {
        String[] channels = two();
        registry.add("bus.streams.orders.channel", () -> channels[0]);
        registry.add("bus.streams.decisions.channel", () -> channels[1]);
    }

    /** Two different ones; both sockets are open until both ports are known. */
    static String[] two() {
        try (DatagramSocket first = open();
                DatagramSocket second = open()) {
            return new String[] {channel(first), channel(second)};
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static DatagramSocket open() throws IOException {
        for (int attempt = 0; true; attempt++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
            try {
                return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (BindException taken) {
                if (attempt == COUNT) {
                    throw taken;
                }
            }
        }
    }

    private static String channel(DatagramSocket socket) {
        return "udp://127.0.0.1:" + socket.getLocalPort();
    }
}
