package io.tradebus.benchmarks;

/** Whose driver and client. */
enum Maker {
    STOCK,
    US;

    /** A client on a driver of the same maker. It closes the driver with itself. */
    Peer peer(RunningDriver driver, Waiting waiting) {
        return this == US ? new OurPeer(driver, waiting) : new StockPeer(driver, waiting);
    }

    /** As above, on a driver in this process with its own defaults, in which one thread does everything. */
    Peer embedded() {
        return peer(EmbeddedDriver.start(this, DriverSettings.DEFAULT), Waiting.SPIN);
    }
}
