/**
 * What the driver counts and publishes for everybody to read: which counters there are, how they are found.
 *
 * <p>The records themselves are Agrona's. One thread, the conductor of the driver, allocates and frees; each value has a
 * single writer; anybody may read. Start at {@link io.tradebus.core.counters.SystemCounter} and
 * {@link io.tradebus.core.counters.CounterType}. Layouts are in {@code docs/shared-memory.md#counters}.
 */
@NullMarked
package io.tradebus.core.counters;

import org.jspecify.annotations.NullMarked;
