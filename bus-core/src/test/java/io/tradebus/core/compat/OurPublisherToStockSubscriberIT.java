package io.tradebus.core.compat;

import java.util.Map;

/** Our publisher and a stock subscriber on our driver. */
class OurPublisherToStockSubscriberIT extends ExchangeContract {
    OurPublisherToStockSubscriberIT() {
        super(OurClientProgram.class, StockClientProgram.class);
    }

    @Override
    DriverProcess driver(Map<String, String> settings) {
        return DriverProcess.ours(settings);
    }
}
