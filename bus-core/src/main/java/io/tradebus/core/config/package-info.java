/**
 * What a user can choose: immutable records that are valid by construction, with their defaults.
 *
 * <p>Used at set-up, by any thread; no clock, no file and no thread is made here. Start at
 * {@link io.tradebus.core.config.DriverConfig} and {@link io.tradebus.core.config.ClientConfig}; every setting is
 * described in {@code docs/configuration.md}.
 */
@NullMarked
package io.tradebus.core.config;

import org.jspecify.annotations.NullMarked;
