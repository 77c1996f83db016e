package io.tradebus.benchmarks.node;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs a node, which answers one line for each it reads, until there are no more:
 *
 * <ul>
 *   <li>{@code connect}: nothing, once the node is connected; ends the process if it is not after a minute
 *   <li>{@code ping <messages> <a second>}: the 50th and 99th percentile of round trips and the longest, in nanoseconds
 *   <li>{@code cpu}: nanoseconds of processor time the process has taken
 * </ul>
 */
public final class NodeMain {
    /** What an answer begins with; other lines are not for the asker. */
    public static final String MARK = "node: ";

    private static final int STREAM_ID = 1001;
    private static final long CONNECT_NS = TimeUnit.MINUTES.toNanos(1);

    private NodeMain() {}

    /** Arguments: {@code stock} or {@code tradebus}, {@code ask} or {@code answer}, a directory, and two channels: to send to and to receive from. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[2]);
        Traffic traffic = arguments[1].equals("ask") ? new Asking() : new Answering();
        try (Node node = arguments[0].equals("stock")
                ? new StockNode(directory, arguments[3], arguments[4], STREAM_ID, traffic)
                : new BusNode(directory, arguments[3], arguments[4], STREAM_ID, traffic)) {
            traffic.start(node);
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(MARK + answer(line.split(" "), node, traffic));
            }
        }
    }

    private static void awaitConnection(Node node) {
        long startNs = System.nanoTime();
        while (!node.isConnected()) {
            if (System.nanoTime() - startNs > CONNECT_NS) {
                throw new IllegalStateException("the other node has not come for a minute");
            }
            Thread.onSpinWait();
        }
    }

    private static String answer(String[] words, Node node, Traffic traffic) {
        return switch (words[0]) {
            case "connect" -> {
                awaitConnection(node);
                yield "";
            }
            case "ping" -> traffic.ping(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "cpu" ->
                String.format(
                        Locale.ROOT,
                        "%d",
                        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                .getProcessCpuTime());
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        };
    }
}
