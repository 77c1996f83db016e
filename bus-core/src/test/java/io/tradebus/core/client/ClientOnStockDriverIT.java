package io.tradebus.core.client;

import io.tradebus.core.support.Conformance;

/** Our client on a stock driver. */
@Conformance("SM-90")
class ClientOnStockDriverIT extends ClientContract {
    @Override
    TestDriver startDriver() {
        return new StockDriver();
    }
}
