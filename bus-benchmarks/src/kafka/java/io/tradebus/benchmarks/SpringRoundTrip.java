package io.tradebus.benchmarks;

import io.tradebus.benchmarks.echo.BusEcho;
import io.tradebus.benchmarks.echo.Echo;
import io.tradebus.benchmarks.echo.KafkaEcho;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * Round trips through listeners of a Spring application, one message at a time: this project's, over shared memory and over UDP,
 * and those of spring-kafka, in alternating rounds. For the profile with Kafka.
 */
public final class SpringRoundTrip {
    private static final int ROUNDS = 5;
    private static final double MICROSECOND_NS = 1_000;
    private static final double[] PERCENTILES = {50, 99};

    private SpringRoundTrip() {}

    /** Arguments: rounds, and {@code --seconds} and {@code --output} as other benchmarks have them. */
    public static void main(String[] arguments) throws InterruptedException {
        Options options = Options.parse(arguments.length == 0 ? new String[] {Integer.toString(ROUNDS)} : arguments);
        WaysResult result = run(options.rounds(), options.work().secondsOr(2));
        System.out.print(result.markdown());
        System.out.println("written to " + result.writeJson(options.output()));
    }

    private static WaysResult run(int rounds, double seconds) throws InterruptedException {
        Path directory = DriverDirectories.create("spring");
        Map<String, List<double[]>> found = new LinkedHashMap<>();
        try (Closing closing = new Closing()) {
            Map<String, Echo> echoes = new LinkedHashMap<>();
            echoes.put("@BusListener, IPC", closing.add(ipc(directory.resolve("ipc"))));
            echoes.put("@BusListener, UDP", closing.add(udp(directory.resolve("udp"))));
            echoes.put("@KafkaListener", closing.add(new KafkaEcho()));
            // The first round warms up and does not count.
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, Echo> echo : echoes.entrySet()) {
                    double[] percentiles = measure(echo.getValue(), seconds);
                    List<double[]> all = found.computeIfAbsent(echo.getKey(), name -> new ArrayList<>());
                    if (round > 0) {
                        all.add(percentiles);
                    }
                }
            }
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.put("messages", Echo.LENGTH + " bytes, one at a time, by a thread that waits on a semaphore");
        conditions.put("@BusListener", "an embedded driver; all settings but the channels are defaults");
        conditions.put("@KafkaListener", "an embedded broker with one partition; linger.ms=0, else defaults");
        conditions.put("rounds", Integer.toString(rounds));
        conditions.put("seconds a round", Double.toString(seconds));
        return new WaysResult("spring-round-trip", conditions, ways(found));
    }

    private static Echo ipc(Path directory) {
        return new BusEcho(directory, "aeron:ipc", "aeron:ipc");
    }

    private static Echo udp(Path directory) {
        return new BusEcho(
                directory, Transport.UDP.newChannel("alias=requests"), Transport.UDP.newChannel("alias=replies"));
    }

    /** Microseconds at the percentiles, of as many round trips as fit into the time. */
    private static double[] measure(Echo echo, double seconds) throws InterruptedException {
        List<Long> tripsNs = new ArrayList<>();
        long endNs = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        for (long startNs = System.nanoTime(); startNs - endNs < 0; startNs = System.nanoTime()) {
            echo.ask();
            tripsNs.add(System.nanoTime() - startNs);
        }
        long[] sorted = tripsNs.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(PERCENTILES)
                .map(percentile -> sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * percentile / 100))])
                .map(tripNs -> tripNs / MICROSECOND_NS)
                .toArray();
    }

    private static List<Way> ways(Map<String, List<double[]>> found) {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < PERCENTILES.length; i++) {
            int index = i;
            Way baseline = null;
            for (Map.Entry<String, List<double[]>> each : found.entrySet()) {
                List<Double> values =
                        each.getValue().stream().map(round -> round[index]).toList();
                Way way = new Way(each.getKey() + ", " + PERCENTILES[i] + " %", "us", baseline, values);
                ways.add(way);
                baseline = baseline == null ? way : baseline;
            }
        }
        return ways;
    }
}
