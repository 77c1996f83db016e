/**
 * Receives streams: puts datagrams into the logs of images, asks for what was lost, and tells senders how much more is
 * taken. Nothing that arrives is trusted: it is checked before anything is done with it, and what is remembered of it is
 * bounded.
 *
 * <p>Everything here belongs to the receiver's thread, but for {@link io.tradebus.core.driver.receiver.ReceiverContext},
 * which the driver fills. The conductor is spoken with by {@code driver.exchange} only. Start at {@link
 * io.tradebus.core.driver.receiver.Receiver} for the duty cycle, at {@code FrameDispatcher} for what becomes of a stream
 * that is heard, at {@code InboundStream} for one image.
 */
@NullMarked
package io.tradebus.core.driver.receiver;

import org.jspecify.annotations.NullMarked;
