/**
 * Exchanges with the stock implementation, both ways, each side in a process of its own. {@link
 * io.tradebus.core.compat.StockClientProgram} is the stock client; the tests drive it by arguments and read its lines.
 */
@NullMarked
package io.tradebus.core.compat;

import org.jspecify.annotations.NullMarked;
