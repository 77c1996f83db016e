package io.tradebus.example.gateway.web;

import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.messages.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is posted.
 *
 * @param orderId a positive number of the caller's own; one is made up when it is missing
 * @param account who trades
 * @param symbol what is traded
 * @param side BUY or SELL
 * @param quantity units
 * @param price limit for each unit
 */
record OrderRequest(
        @Nullable Long orderId,
        @Nullable String account,
        @Nullable String symbol,
        @Nullable String side,
        @Nullable Long quantity,
        @Nullable BigDecimal price) {

    /** Whether the caller named the order, and so may post it again to learn what became of it. */
    boolean isNamed() {
        return orderId != null;
    }

    /**
     * The order to send.
     *
     * @param freeId taken as order id if the request has none
     * @throws IllegalArgumentException if something is missing or not allowed; the text is for the caller
     */
    NewOrder toOrder(long freeId) {
        long id = orderId == null ? freeId : orderId;
        if (id <= 0) {
            throw new IllegalArgumentException("orderId must be positive, but was " + id);
        }
        Instant now = Instant.now();
        return new NewOrder(
                id,
                required("account", account),
                required("symbol", symbol),
                side(required("side", side)),
                required("quantity", quantity),
                required("price", price),
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
    }

    private static Side side(String side) {
        return switch (side) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw new IllegalArgumentException("side must be BUY or SELL, but was '" + side + "'");
        };
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
