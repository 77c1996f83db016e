/**
 * What the driver decides to do next: how far a sender may go, what a receiver asks for again, and when it says so.
 *
 * <p>Pure: no sockets, files, threads or clocks; time comes in as an argument, and what is to be done goes out by return
 * values and callbacks. Each object belongs to one stream and to the thread that drives it, and allocates nothing after
 * its construction. The rules are those of {@code docs/wire-protocol.md}, sections 4 to 6. Start at {@link
 * io.tradebus.core.driver.protocol.FlowControl} for a sender, at {@link io.tradebus.core.driver.protocol.LossDetector}
 * for a receiver.
 */
@NullMarked
package io.tradebus.core.driver.protocol;

import org.jspecify.annotations.NullMarked;
