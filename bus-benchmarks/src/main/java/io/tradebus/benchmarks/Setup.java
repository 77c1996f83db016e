package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the peers of all makers are set up for a benchmark.
 *
 * @param isEmbedded whether all drivers run in this process, and not each in one of its own
 * @param waiting what driver threads and clients do while there is nothing to do
 * @param threading which threads a driver has
 * @param windowLength bytes a sender may be ahead of its receiver
 * @param ours settings of our drivers alone, by name
 * @param aeronmd the binary of the C driver; null to measure without it
 */
record Setup(
        boolean isEmbedded,
        Waiting waiting,
        Threading threading,
        int windowLength,
        Map<String, String> ours,
        @Nullable Path aeronmd) {
    /** A thread for each of two drivers of two makers, since those that are not measured run too, and two clients. */
    private static final int BUSY_THREADS = 6;

    private static final int WINDOW_LENGTH = 128 << 10;

    /** What suits this machine. */
    static final Setup DEFAULT =
            new Setup(false, Waiting.suitableFor(BUSY_THREADS), Threading.SHARED, WINDOW_LENGTH, Map.of(), null);

    /** Those that are measured, in the order in which results name them. */
    List<Maker> makers() {
        return aeronmd == null ? List.of(Maker.STOCK, Maker.US) : List.of(Maker.STOCK, Maker.STOCK_C, Maker.US);
    }

    /** The binary of the C driver. */
    Path nativeDriver() {
        return Objects.requireNonNull(aeronmd, "there is no C driver in this benchmark");
    }

    RunningDriver driver(Maker maker) {
        return driver(maker, settings());
    }

    /** As above, with other settings than those all drivers have. */
    RunningDriver driver(Maker maker, DriverSettings settings) {
        DriverSettings own = maker == Maker.US ? settings.withAll(ours) : settings;
        return isEmbedded && maker != Maker.STOCK_C
                ? EmbeddedDriver.start(maker, own)
                : DriverProcess.start(maker, this, own);
    }

    /** What every driver is told. */
    DriverSettings settings() {
        return DriverSettings.of(threading, waiting, windowLength);
    }

    /**
     * What a reader of results has to know.
     *
     * @param clientThreads threads of clients that work at a time
     */
    Map<String, String> conditions(Transport transport, int clientThreads) {
        int drivers = transport == Transport.IPC ? 1 : 2;
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "drivers", drivers + (isEmbedded ? " in the process of the clients" : " in processes of their own"));
        conditions.put("waiting", waiting.name().toLowerCase(Locale.ROOT));
        conditions.put("threads", threads(drivers, clientThreads));
        conditions.put("channel", Transport.PARAMETERS);
        conditions.putAll(settings().properties());
        if (!ours.isEmpty()) {
            conditions.put("settings of tradebus alone", ours.toString());
        }
        return conditions;
    }

    /** How many there are against the processors, since those that have none of their own wait for each other. */
    private String threads(int drivers, int clientThreads) {
        int driverThreads = drivers * threading.threads().size();
        List<String> others = new ArrayList<>();
        for (Maker maker : makers().subList(1, makers().size())) {
            others.add(maker.label());
        }
        return String.format(
                Locale.ROOT,
                "%d of drivers and %d of clients at work on %d processors, while %d of drivers of other makers %s",
                driverThreads,
                clientThreads,
                Runtime.getRuntime().availableProcessors(),
                driverThreads * others.size(),
                waiting == Waiting.BACKOFF ? "sleep" : "take turns with them");
    }
}
