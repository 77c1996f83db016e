/**
 * Sending: {@link io.tradebus.spring.core.BusOperations} and its implementation
 * {@link io.tradebus.spring.core.BusTemplate}, the streams an application knows by name, and the life of the runtime
 * behind them.
 *
 * <p>Publishers and the template are used by any application thread. Start reading at
 * {@link io.tradebus.spring.core.BusOperations}, then {@link io.tradebus.spring.core.BusRuntimeLifecycle}.
 */
@NullMarked
package io.tradebus.spring.core;

import org.jspecify.annotations.NullMarked;
