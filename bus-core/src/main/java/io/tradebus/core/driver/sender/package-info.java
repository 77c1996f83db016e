/**
 * Sends streams: data from the logs of publications, setups, heartbeats, and once more what receivers have lost. Takes
 * what receivers answer, and never sends more than they take.
 *
 * <p>Everything here belongs to the sender's thread, but for {@link io.tradebus.core.driver.sender.SenderContext}, which
 * the driver fills. The conductor is spoken with by {@code driver.exchange} only. Start at {@link
 * io.tradebus.core.driver.sender.Sender} for the duty cycle, at {@code OutboundStream} for one stream.
 */
@NullMarked
package io.tradebus.core.driver.sender;

import org.jspecify.annotations.NullMarked;
