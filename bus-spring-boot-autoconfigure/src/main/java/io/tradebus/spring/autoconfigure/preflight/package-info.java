/**
 * A look at the machine before the bus starts on it: what it has, held against what the application asks for.
 *
 * <p>{@link io.tradebus.spring.autoconfigure.preflight.Preflight} decides and is pure;
 * {@link io.tradebus.spring.autoconfigure.preflight.HostProbe} reads the machine;
 * {@link io.tradebus.spring.autoconfigure.preflight.PreflightCheck} runs both on the thread that starts the context.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.preflight;

import org.jspecify.annotations.NullMarked;
