/**
 * The settings of a driver by name, as a program of its own takes them: {@code aeron.*} properties and {@code AERON_*}
 * environment variables.
 *
 * <p>Used once at start, by any thread. Nothing here reads the properties of the JVM or the environment; they are
 * handed in. Start at {@link io.tradebus.core.config.option.DriverOptions}; the table is in
 * {@code docs/configuration.md}.
 */
@NullMarked
package io.tradebus.core.config.option;

import org.jspecify.annotations.NullMarked;
