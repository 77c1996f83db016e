package io.tradebus.core.compat;

import java.util.Map;

/** A stock publisher and our subscriber on the stock driver. */
class StockPublisherToOurSubscriberIT extends ExchangeContract {
    StockPublisherToOurSubscriberIT() {
        super(StockClientProgram.class, OurClientProgram.class);
    }

    @Override
    DriverProcess driver(Map<String, String> settings) {
        return DriverProcess.stock(settings);
    }
}
