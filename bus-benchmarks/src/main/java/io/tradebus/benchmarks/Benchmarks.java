package io.tradebus.benchmarks;

/** Runs a benchmark by its name. */
public final class Benchmarks {
    private static final String USAGE = "usage: java -jar benchmarks.jar ipc-throughput|ipc-round-trip [rounds]";
    private static final int DEFAULT_ROUNDS = 7;

    private Benchmarks() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_ROUNDS;
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "ipc-throughput" -> IpcThroughput.run(rounds, 10_000_000, 32, 288, 1344);
            case "ipc-round-trip" -> IpcRoundTrip.run(rounds, 200_000, 32);
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }
}
