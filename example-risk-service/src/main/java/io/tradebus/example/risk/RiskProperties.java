package io.tradebus.example.risk;

import io.tradebus.example.risk.limit.AccountLimits;
import io.tradebus.example.risk.limit.Code;
import io.tradebus.example.risk.limit.FixedPoint;
import io.tradebus.example.risk.limit.Instrument;
import io.tradebus.example.risk.limit.RiskBook;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the risk service is told by its configuration.
 *
 * @param instruments what may be traded
 * @param accounts who may trade
 * @param journal file that remembers the decisions; made when missing
 * @param expectedOrders orders for which room is kept from the start; more are possible
 * @param statusInterval time between two signs of life
 */
@ConfigurationProperties(prefix = "risk", ignoreUnknownFields = false)
public record RiskProperties(
        List<InstrumentProperties> instruments,
        List<AccountProperties> accounts,
        Path journal,
        @DefaultValue("200000") int expectedOrders,
        @DefaultValue("100ms") Duration statusInterval) {

    /**
     * One instrument. Money is in units of its currency.
     *
     * @param symbol name, at most eight characters
     * @param referencePrice middle of the price band
     * @param tickSize smallest step of the price
     * @param bandBasisPoints half of the width of the band, in hundredths of a percent of the reference price
     * @param maxOrderQuantity most units in one order
     */
    public record InstrumentProperties(
            String symbol,
            BigDecimal referencePrice,
            BigDecimal tickSize,
            long bandBasisPoints,
            long maxOrderQuantity) {}

    /**
     * One account. Money is in units of its currency.
     *
     * @param name name, at most eight characters
     * @param maxOrderValue largest value of one order
     * @param maxPosition most units long or short in one instrument
     * @param maxTotalValue largest sum of the values of all accepted orders
     * @param maxOrdersPerSecond most orders in one second
     */
    public record AccountProperties(
            String name,
            BigDecimal maxOrderValue,
            long maxPosition,
            BigDecimal maxTotalValue,
            int maxOrdersPerSecond) {}

    /** Makes a book with these limits of which nothing is used yet. */
    public RiskBook newBook() {
        RiskBook book = new RiskBook();
        for (int i = 0; i < instruments.size(); i++) {
            InstrumentProperties instrument = instruments.get(i);
            book.list(Instrument.aroundReferencePrice(
                    i,
                    Code.of(instrument.symbol()),
                    FixedPoint.of(instrument.tickSize()),
                    FixedPoint.of(instrument.referencePrice()),
                    instrument.bandBasisPoints(),
                    instrument.maxOrderQuantity()));
        }
        for (AccountProperties account : accounts) {
            book.open(
                    Code.of(account.name()),
                    new AccountLimits(
                            FixedPoint.of(account.maxOrderValue()),
                            account.maxPosition(),
                            FixedPoint.of(account.maxTotalValue()),
                            account.maxOrdersPerSecond()));
        }
        return book;
    }
}
