/**
 * The event log: what a driver does, event by event, for somebody who wants to see it. Off unless it is switched on at
 * start or while the driver runs; see docs/event-log.md.
 *
 * <p>Each agent tells a {@code …Events} object of its own, which asks the {@link io.tradebus.core.driver.event.EventLog}
 * with one plain read whether anybody wants to know, and writes bytes into its ring if so. A thread of its own, the {@link
 * io.tradebus.core.driver.event.EventLogAgent}, makes text of them. Start reading at {@link
 * io.tradebus.core.driver.event.DriverEvent}.
 */
@NullMarked
package io.tradebus.core.driver.event;

import org.jspecify.annotations.NullMarked;
