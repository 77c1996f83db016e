/**
 * What every part of the bus throws.
 *
 * <p>All failures are unchecked and below {@link io.tradebus.core.BusException}; any thread may throw them. Results that
 * are expected on the hot path, such as back pressure, are negative return values and not exceptions. Applications start
 * reading at {@code runtime}, the two building blocks are {@code driver} and {@code client}.
 */
@NullMarked
package io.tradebus.core;

import org.jspecify.annotations.NullMarked;
