package io.tradebus.core.compat;

import java.util.Map;

/** Our clients on the stock driver. */
class OurClientOnStockDriverIT extends ExchangeContract {
    OurClientOnStockDriverIT() {
        super(OurClientProgram.class, OurClientProgram.class);
    }

    @Override
    DriverProcess driver(Map<String, String> settings) {
        return DriverProcess.stock(settings);
    }
}
