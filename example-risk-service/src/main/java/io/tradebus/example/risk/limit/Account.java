package io.tradebus.example.risk.limit;

import java.util.concurrent.TimeUnit;

/** An account: its limits, and what its orders have used of them. */
final class Account {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final AccountLimits limits;
    private final long[] positions;
    private long totalValue;
    private long currentSecond = Long.MIN_VALUE;
    private int ordersInSecond;

    Account(AccountLimits limits, int instrumentCount) {
        this.limits = limits;
        this.positions = new long[instrumentCount];
    }

    /** Counts an order by its own time; time that goes back counts towards the second that was reached. */
    void onOrder(long transactTimeNs) {
        long second = Math.floorDiv(transactTimeNs, SECOND_NS);
        if (second > currentSecond) {
            currentSecond = second;
            ordersInSecond = 0;
        }
        ordersInSecond++;
    }

    boolean isTooFast() {
        return ordersInSecond > limits.maxOrdersPerSecond();
    }

    boolean isValueTooLarge(long orderValue) {
        return orderValue > limits.maxOrderValue();
    }

    boolean wouldExceedPosition(Instrument instrument, long signedQuantity) {
        return Math.abs(positions[instrument.index()] + signedQuantity) > limits.maxPosition();
    }

    boolean wouldExceedTotalValue(long orderValue) {
        return totalValue + orderValue > limits.maxTotalValue();
    }

    void onAccepted(Instrument instrument, long signedQuantity, long orderValue) {
        positions[instrument.index()] += signedQuantity;
        totalValue += orderValue;
    }

    long position(Instrument instrument) {
        return positions[instrument.index()];
    }

    long totalValue() {
        return totalValue;
    }
}
