/**
 * What exists in the driver: clients, IPC publications and their subscribers, subscriptions, counters, logs. Each
 * registry owns one kind of thing and does not know the others; commands bring them together.
 *
 * <p>Runs on the conductor's thread alone. Start at {@link io.tradebus.core.driver.conductor.resource.IpcPublication}
 * for what a stream goes through from its first message until its log is deleted, and at
 * {@link io.tradebus.core.driver.conductor.resource.ImageLinker} for how a subscriber meets it.
 */
@NullMarked
package io.tradebus.core.driver.conductor.resource;

import org.jspecify.annotations.NullMarked;
