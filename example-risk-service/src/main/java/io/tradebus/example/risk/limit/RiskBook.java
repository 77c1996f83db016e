package io.tradebus.example.risk.limit;

import io.tradebus.example.messages.Verdict;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * All instruments and accounts, and the decision about an order. The first limit that is broken is the reason, in the
 * order of {@link #decide}. An accepted order counts as filled in full, which is the worst case: there is no exchange in
 * this example that would say otherwise.
 */
public final class RiskBook {
    private final Long2ObjectHashMap<Instrument> instruments = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Account> accounts = new Long2ObjectHashMap<>();

    /**
     * Lists an instrument. All instruments are listed before the first account is opened.
     *
     * @throws IllegalArgumentException if it is listed already
     */
    public void list(Instrument instrument) {
        if (!accounts.isEmpty()) {
            throw new IllegalStateException("instruments are listed before accounts are opened");
        }
        if (instruments.put(instrument.code(), instrument) != null) {
            throw new IllegalArgumentException("instrument listed twice: index " + instrument.index());
        }
    }

    /**
     * Opens an account.
     *
     * @throws IllegalArgumentException if it is open already
     */
    public void open(long code, AccountLimits limits) {
        if (accounts.put(code, new Account(limits, instruments.size())) != null) {
            throw new IllegalArgumentException("account opened twice, limits " + limits);
        }
    }

    /** Decides about an order, and uses the limits of its account if it is accepted. Allocates nothing. */
    public Verdict decide(OrderView order) {
        Account account = accounts.get(order.account());
        if (account == null) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        account.onOrder(order.transactTimeNs());
        Instrument instrument = instruments.get(order.symbol());
        if (instrument == null) {
            return Verdict.UNKNOWN_INSTRUMENT;
        }
        Verdict verdict = check(account, instrument, order);
        if (verdict == Verdict.ACCEPTED) {
            account.onAccepted(instrument, order.signedQuantity(), order.quantity() * order.price());
        }
        return verdict;
    }

    /**
     * Takes over a decision that was made before, by this process or an earlier one, without looking at the limits: they
     * may have been changed since.
     */
    public void restore(OrderView order, Verdict verdict) {
        Account account = accounts.get(order.account());
        Instrument instrument = instruments.get(order.symbol());
        if (account != null) {
            account.onOrder(order.transactTimeNs());
            if (instrument != null && verdict == Verdict.ACCEPTED) {
                account.onAccepted(instrument, order.signedQuantity(), order.quantity() * order.price());
            }
        }
    }

    private static Verdict check(Account account, Instrument instrument, OrderView order) {
        if (account.isTooFast()) {
            return Verdict.ORDER_RATE;
        }
        if (order.quantity() <= 0) {
            return Verdict.INVALID_QUANTITY;
        }
        if (!instrument.isOnGrid(order.price())) {
            return Verdict.TICK_SIZE;
        }
        if (!instrument.isInBand(order.price())) {
            return Verdict.PRICE_BAND;
        }
        if (order.quantity() > instrument.maxOrderQuantity()) {
            return Verdict.FAT_FINGER_QUANTITY;
        }
        // The price is in its band and the quantity is not too large: Instrument saw to it that the product fits.
        return checkAccount(account, instrument, order, order.quantity() * order.price());
    }

    private static Verdict checkAccount(Account account, Instrument instrument, OrderView order, long orderValue) {
        if (account.isValueTooLarge(orderValue)) {
            return Verdict.FAT_FINGER_NOTIONAL;
        }
        if (account.wouldExceedPosition(instrument, order.signedQuantity())) {
            return Verdict.POSITION_LIMIT;
        }
        if (account.wouldExceedTotalValue(orderValue)) {
            return Verdict.ACCOUNT_NOTIONAL;
        }
        return Verdict.ACCEPTED;
    }

    /** Units that an account is long or, if negative, short; 0 for names that are not known. */
    public long position(long accountCode, long symbol) {
        Account account = accounts.get(accountCode);
        Instrument instrument = instruments.get(symbol);
        return account == null || instrument == null ? 0 : account.position(instrument);
    }

    /** Sum of the values of an account's accepted orders, fixed point; 0 for a name that is not known. */
    public long totalValue(long accountCode) {
        Account account = accounts.get(accountCode);
        return account == null ? 0 : account.totalValue();
    }
}
