package io.tradebus.example.gateway;

import io.tradebus.example.messages.Side;
import java.math.BigDecimal;

/**
 * An order as a client gives it.
 *
 * @param orderId name of the order, never used for another one
 * @param account who trades
 * @param symbol what is traded
 * @param side buy or sell
 * @param quantity units
 * @param price limit for each unit, at most four decimals and fifteen digits
 * @param transactTimeNs when the client gave it, in nanoseconds since 1970, UTC
 */
public record NewOrder(
        long orderId, String account, String symbol, Side side, long quantity, BigDecimal price, long transactTimeNs) {
    /** Decimals of a price in messages. */
    public static final int PRICE_DECIMALS = 4;

    private static final int MAX_CODE_LENGTH = 8;
    private static final int MAX_PRICE_DIGITS = 15;

    public NewOrder {
        requireCode("account", account);
        requireCode("symbol", symbol);
        // Digits before the point count even where an exponent stands for them: 1E30 fits no message.
        boolean isTooLong = (long) price.precision() - price.scale() > MAX_PRICE_DIGITS - PRICE_DECIMALS;
        if (isTooLong
                || price.precision() > MAX_PRICE_DIGITS
                || price.stripTrailingZeros().scale() > PRICE_DECIMALS) {
            throw new IllegalArgumentException("price has at most " + PRICE_DECIMALS + " decimals and "
                    + MAX_PRICE_DIGITS + " digits, but was " + price);
        }
    }

    private static void requireCode(String name, String code) {
        boolean isPrintable = code.chars().allMatch(character -> character > ' ' && character <= '~');
        if (code.isEmpty() || code.length() > MAX_CODE_LENGTH || !isPrintable) {
            throw new IllegalArgumentException(
                    name + " has 1 to " + MAX_CODE_LENGTH + " ASCII characters, but was '" + code + "'");
        }
    }

    /** The price as a whole number of ten-thousandths. */
    public long priceMantissa() {
        return price.movePointRight(PRICE_DECIMALS).longValueExact();
    }
}
