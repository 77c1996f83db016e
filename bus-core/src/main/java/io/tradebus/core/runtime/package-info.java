/**
 * Driver and client as an application uses them.
 *
 * <p>{@code BusRuntime} starts or finds a driver, keeps one client connected to it and connects again when the driver
 * went away; publishers and listeners made by it stay valid meanwhile. Start reading at {@code BusRuntime}, then
 * {@link io.tradebus.core.runtime.BusPublisher} and {@link io.tradebus.core.runtime.ListenerAgent}. Threads: publishers
 * run on their callers, a listener on the thread that calls {@code doWork}, supervision on a thread of its own.
 */
@NullMarked
package io.tradebus.core.runtime;

import org.jspecify.annotations.NullMarked;
