package io.tradebus.benchmarks;

import java.util.Arrays;

/** Runs a benchmark by its name. */
public final class Benchmarks {
    private static final String USAGE = """
            usage: java -jar benchmarks.jar ipc-throughput|ipc-round-trip [rounds]
                   java -jar benchmarks.jar udp-throughput|udp-round-trip [rounds] [options]
                   java -jar benchmarks.jar trace-cost|listener-cost|start-cost [rounds] [options]
              --embedded          all drivers in this process, and not each in its own
              --waiting=<how>     spin, yield or backoff: what threads do while there is nothing to do
              --window=<bytes>    how far a sender may be ahead of its receiver
              --listeners=<ids>   which listeners an application has, of raw,sbe,cases
              --output=<dir>      where the JSON file goes
              --document=<file>   a Markdown file with a marked place for the table""";
    private static final long THROUGHPUT_BYTES = 400_000_000;
    private static final long ROUND_TRIPS = 20_000;

    private Benchmarks() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        Options options;
        try {
            options = Options.parse(
                    arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            options = null;
        }
        if (options == null || !run(name, options)) {
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static boolean run(String name, Options options) {
        switch (name) {
            case "ipc-throughput" -> IpcThroughput.run(options.rounds(), 10_000_000, 32, 288, 1344);
            case "ipc-round-trip" -> IpcRoundTrip.run(options.rounds(), 200_000, 32);
            case "udp-throughput" ->
                report(
                        UdpThroughput.run(options.rounds(), options.udp(), THROUGHPUT_BYTES, 32, 288, 1344, 16_384),
                        options);
            case "udp-round-trip" ->
                report(UdpRoundTrip.run(options.rounds(), options.udp(), ROUND_TRIPS, 32, 288, 1344), options);
            case "trace-cost" -> TraceCost.run(options.rounds(), 1_000_000, 64);
            case "listener-cost" -> report(ListenerCost.run(options.rounds(), 300, options.listeners()), options);
            case "start-cost" -> report(StartCost.run(options.rounds()), options);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void report(Report result, Options options) {
        System.out.print(result.markdown());
        System.out.println("written to " + result.writeJson(options.output()));
        if (options.document() != null) {
            result.writeInto(options.document());
        }
    }
}
