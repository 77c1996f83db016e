package io.tradebus.example.gateway.file;

import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.messages.Side;
import io.tradebus.example.messages.Verdict;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts which decisions a file of orders must lead to. Written a second time on purpose, in the plainest way and with
 * decimal numbers, and without a line of the risk service's own code: it is there to find that code's mistakes.
 */
public final class IndependentCount {
    private final Map<String, MarketProperties.Instrument> instruments = new HashMap<>();
    private final Map<String, MarketProperties.Account> accounts = new HashMap<>();
    private final Map<String, Integer> ordersInSecond = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, BigDecimal> totalValues = new HashMap<>();

    private IndependentCount(MarketProperties market) {
        market.instruments().forEach(each -> instruments.put(each.symbol(), each));
        market.accounts().forEach(each -> accounts.put(each.name(), each));
    }

    /** Number of orders for each verdict; verdicts that no order gets are left out. */
    public static Map<Verdict, Long> of(MarketProperties market, List<NewOrder> orders) {
        IndependentCount count = new IndependentCount(market);
        Map<Verdict, Long> result = new EnumMap<>(Verdict.class);
        for (NewOrder order : orders) {
            result.merge(count.verdict(order), 1L, Long::sum);
        }
        return result;
    }

    private Verdict verdict(NewOrder order) {
        MarketProperties.Account account = accounts.get(order.account());
        if (account == null) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        String second = order.account() + "@" + Math.floorDiv(order.transactTimeNs(), 1_000_000_000L);
        int inSecond = ordersInSecond.merge(second, 1, Integer::sum);
        MarketProperties.Instrument instrument = instruments.get(order.symbol());
        if (instrument == null) {
            return Verdict.UNKNOWN_INSTRUMENT;
        }
        if (inSecond > account.maxOrdersPerSecond()) {
            return Verdict.ORDER_RATE;
        }
        if (order.quantity() < 1) {
            return Verdict.INVALID_QUANTITY;
        }
        if (order.price().signum() < 1
                || order.price().remainder(instrument.tickSize()).signum() != 0) {
            return Verdict.TICK_SIZE;
        }
        BigDecimal distance =
                order.price().subtract(instrument.referencePrice()).abs();
        BigDecimal band = instrument.referencePrice().multiply(BigDecimal.valueOf(instrument.bandBasisPoints(), 4));
        if (distance.compareTo(band) > 0) {
            return Verdict.PRICE_BAND;
        }
        if (order.quantity() > instrument.maxOrderQuantity()) {
            return Verdict.FAT_FINGER_QUANTITY;
        }
        return verdictOfAccount(order, account);
    }

    private Verdict verdictOfAccount(NewOrder order, MarketProperties.Account account) {
        BigDecimal value = order.price().multiply(BigDecimal.valueOf(order.quantity()));
        if (value.compareTo(account.maxOrderValue()) > 0) {
            return Verdict.FAT_FINGER_NOTIONAL;
        }
        String place = order.account() + "/" + order.symbol();
        long change = order.side() == Side.BUY ? order.quantity() : -order.quantity();
        long position = positions.getOrDefault(place, 0L) + change;
        if (Math.abs(position) > account.maxPosition()) {
            return Verdict.POSITION_LIMIT;
        }
        BigDecimal total =
                totalValues.getOrDefault(order.account(), BigDecimal.ZERO).add(value);
        if (total.compareTo(account.maxTotalValue()) > 0) {
            return Verdict.ACCOUNT_NOTIONAL;
        }
        positions.put(place, position);
        totalValues.put(order.account(), total);
        return Verdict.ACCEPTED;
    }
}
