/**
 * The limits and what has been used of them, without Spring and without the bus. All values are fixed point longs;
 * deciding allocates nothing. One thread at a time. Start at {@link io.tradebus.example.risk.limit.RiskBook}.
 */
@NullMarked
package io.tradebus.example.risk.limit;

import org.jspecify.annotations.NullMarked;
