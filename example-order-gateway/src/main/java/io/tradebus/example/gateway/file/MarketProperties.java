package io.tradebus.example.gateway.file;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The limits of the risk service, read from the same file: they make the sample orders and the count of what must come
 * out. The gateway itself checks nothing.
 *
 * @param instruments what may be traded
 * @param accounts who may trade
 */
@ConfigurationProperties(prefix = "risk")
public record MarketProperties(List<Instrument> instruments, List<Account> accounts) {

    /** An instrument, as {@code risk-limits.yml} lists it. */
    public record Instrument(
            String symbol,
            BigDecimal referencePrice,
            BigDecimal tickSize,
            int bandBasisPoints,
            long maxOrderQuantity) {}

    /** An account, as {@code risk-limits.yml} lists it. */
    public record Account(
            String name,
            BigDecimal maxOrderValue,
            long maxPosition,
            BigDecimal maxTotalValue,
            int maxOrdersPerSecond) {}
}
