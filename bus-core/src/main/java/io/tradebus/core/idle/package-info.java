/**
 * How threads of one process sleep while there is nothing to do, and wake each other. Uses nothing of this project; start
 * with {@link io.tradebus.core.idle.Sleeper}, then {@link io.tradebus.core.idle.Wakeups}.
 */
@NullMarked
package io.tradebus.core.idle;

import org.jspecify.annotations.NullMarked;
