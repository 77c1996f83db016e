package io.tradebus.benchmarks;

import java.util.Arrays;

/** Runs a benchmark by its name. */
public final class Benchmarks {
    private static final String USAGE = """
            usage: java -jar benchmarks.jar <benchmark> [rounds] [options]
              ipc-throughput udp-throughput ipc-round-trip udp-round-trip ipc-paced-round-trip udp-paced-round-trip
              ipc-offer streams udp-spread idle-cost loss trace-cost listener-cost start-cost
              latency (has options of its own)
              all [rounds] [--time=30m] [--page=<file>] [--only=<benchmarks>]
                  [--ours=<settings>] [--aeronmd=<file>]
              --embedded             all drivers in this process, and not each in its own
              --waiting=<how>        spin, yield or backoff: what threads do while there is nothing to do
              --threading=<mode>     shared, shared_network or dedicated: which threads a driver has
              --window=<bytes>       how far a sender may be ahead of its receiver
              --ours=<name=value,..> settings of our drivers alone, such as tradebus.datagram.io=nio
              --aeronmd=<file>       the binary of the C driver, to be measured too
              --lengths=<bytes,..>   of messages
              --rates=<number,..>    messages a second of a paced round trip
              --subscribers=<n,..>   how many read the same stream
              --publication=<kinds>  of exclusive,concurrent,batch
              --streams=<number>     how many streams there are
              --spread=<n,..>        over how many streams messages are spread
              --seconds=<s>          about how long a round takes
              --listeners=<ids>      which listeners an application has, of raw,sbe,cases
              --output=<dir>         where the JSON file goes
              --document=<file>      a Markdown file with a marked place for the table""";

    private Benchmarks() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        String[] words = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        boolean isLatency = name.equals("latency");
        Leftovers.removeAtExit();
        try {
            if (isLatency) {
                latency(LatencyOptions.parse(words));
                return;
            } else if (name.equals("all")) {
                AllBenchmarks.run(words);
                return;
            } else if (name.equals("part")) {
                PartProcess.main(words);
                return;
            } else if (run(name, Options.parse(words))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        }
        System.err.println(isLatency ? LatencyOptions.USAGE : USAGE);
        System.exit(2);
    }

    private static void latency(LatencyOptions options) {
        if (options.isEcho()) {
            Latency.echo(options, () -> true);
        } else {
            LatencyResult result = Latency.ask(options);
            System.out.print(result.markdown());
            System.out.println("written to " + result.writeJson(options.output()));
        }
    }

    private static boolean run(String name, Options options) {
        switch (name) {
            case "ipc-throughput" -> report(Throughput.run(Transport.IPC, options), options);
            case "udp-throughput" -> report(Throughput.run(Transport.UDP, options), options);
            case "ipc-round-trip" -> report(RoundTrip.run(Transport.IPC, options), options);
            case "udp-round-trip" -> report(RoundTrip.run(Transport.UDP, options), options);
            case "ipc-paced-round-trip" -> report(PacedRoundTrip.run(Transport.IPC, options), options);
            case "udp-paced-round-trip" -> report(PacedRoundTrip.run(Transport.UDP, options), options);
            case "ipc-offer" -> report(IpcOffer.run(options), options);
            case "streams" -> report(Streams.run(options), options);
            case "udp-spread" -> report(Spread.run(options), options);
            case "loss" -> report(Loss.run(options), options);
            case "idle-cost" -> report(IdleCost.run(options), options);
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
