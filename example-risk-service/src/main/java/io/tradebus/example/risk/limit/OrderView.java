package io.tradebus.example.risk.limit;

/** An order as the limits see it, filled anew for each order. */
public final class OrderView {
    private long account;
    private long symbol;
    private boolean isBuy;
    private long quantity;
    private long price;
    private long transactTimeNs;

    /** Sets who trades what; both are {@link Code}s. */
    public OrderView of(long account, long symbol) {
        this.account = account;
        this.symbol = symbol;
        return this;
    }

    /** Sets the side, the units, the price in fixed point and the order's own time in nanoseconds since 1970. */
    public OrderView terms(boolean isBuy, long quantity, long price, long transactTimeNs) {
        this.isBuy = isBuy;
        this.quantity = quantity;
        this.price = price;
        this.transactTimeNs = transactTimeNs;
        return this;
    }

    public long account() {
        return account;
    }

    public long symbol() {
        return symbol;
    }

    public boolean isBuy() {
        return isBuy;
    }

    public long quantity() {
        return quantity;
    }

    public long price() {
        return price;
    }

    public long transactTimeNs() {
        return transactTimeNs;
    }

    long signedQuantity() {
        return isBuy ? quantity : -quantity;
    }
}
