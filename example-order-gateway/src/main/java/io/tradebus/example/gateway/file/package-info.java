/** Sample orders: what may be traded, a made-up trading day of it, the file it is kept in, and what must come out when the risk
 * service sees it. Plain code without the bus. Start at {@link io.tradebus.example.gateway.file.TradingDay}. */
@NullMarked
package io.tradebus.example.gateway.file;

import org.jspecify.annotations.NullMarked;
