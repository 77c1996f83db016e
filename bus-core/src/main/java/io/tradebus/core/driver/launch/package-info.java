/**
 * The driver as a program of its own. Start reading at {@link io.tradebus.core.driver.launch.DriverMain}. Runs on the
 * main thread and on the thread of the JVM's shutdown; the only place that reads the environment and system properties.
 * See docs/driver-behaviour.md#standalone-launch.
 */
@NullMarked
package io.tradebus.core.driver.launch;

import org.jspecify.annotations.NullMarked;
