package io.tradebus.benchmarks;

/** Whose driver and client. */
enum Maker {
    STOCK("stock"),
    /** The driver written in C, under the clients of {@link #STOCK}. */
    STOCK_C("stock, C driver"),
    US("tradebus");

    private final String label;

    Maker(String label) {
        this.label = label;
    }

    /** As readers of results know it. */
    String label() {
        return label;
    }

    /** What stands for it in JSON. */
    String key() {
        return switch (this) {
            case STOCK -> "stock";
            case STOCK_C -> "stockC";
            case US -> "tradebus";
        };
    }

    /** A client of a driver of the same maker. */
    Peer peer(RunningDriver driver, Waiting waiting) {
        MessageClient client = this == US ? new OurClient(driver.directory()) : new StockClient(driver.directory());
        return new Peer(client, waiting);
    }
}
