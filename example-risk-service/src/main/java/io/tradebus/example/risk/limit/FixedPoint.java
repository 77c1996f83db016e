package io.tradebus.example.risk.limit;

import java.math.BigDecimal;

/** Prices and values of money as longs with four decimals. */
public final class FixedPoint {
    /** Decimals of a fixed point number. */
    public static final int DECIMALS = 4;

    private FixedPoint() {}

    /**
     * The number of ten-thousandths in {@code value}.
     *
     * @throws ArithmeticException if the value has more decimals or does not fit
     */
    public static long of(BigDecimal value) {
        return value.movePointRight(DECIMALS).longValueExact();
    }
}
