package io.tradebus.example.risk.limit;

/**
 * What an account may do.
 *
 * @param maxOrderValue largest quantity times price of one order, fixed point
 * @param maxPosition most units long or short in one instrument
 * @param maxTotalValue largest sum of the values of all accepted orders, fixed point
 * @param maxOrdersPerSecond most orders within one second of their own time, accepted or not
 */
public record AccountLimits(long maxOrderValue, long maxPosition, long maxTotalValue, int maxOrdersPerSecond) {
    public AccountLimits {
        if (maxOrderValue <= 0 || maxPosition <= 0 || maxTotalValue <= 0 || maxOrdersPerSecond <= 0) {
            throw new IllegalArgumentException("limits of an account must be positive, but were maxOrderValue="
                    + maxOrderValue + " maxPosition=" + maxPosition + " maxTotalValue=" + maxTotalValue
                    + " maxOrdersPerSecond=" + maxOrdersPerSecond);
        }
    }
}
