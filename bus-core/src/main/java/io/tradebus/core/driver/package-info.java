/**
 * The media driver: creates the driver directory, keeps streams flowing, and cleans up after clients.
 *
 * <p>{@link io.tradebus.core.driver.Driver} is the entry point; {@link io.tradebus.core.driver.DriverAssembly}, read
 * from top to bottom, says which objects there are and in which order they come to life. Everything here runs on the
 * thread that starts or closes the driver.
 */
@NullMarked
package io.tradebus.core.driver;

import org.jspecify.annotations.NullMarked;
