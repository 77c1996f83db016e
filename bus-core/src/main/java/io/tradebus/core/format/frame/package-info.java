/**
 * What travels: the frames that stand in logs and go over the network unchanged, and those by which sender and receiver
 * talk about them.
 *
 * <p>Static functions over a buffer and the offset of a frame, usable from any thread; who may write which field of a
 * frame in a log is said by {@code format.log}. Reading a frame checks nothing: what comes from the network goes through
 * {@link io.tradebus.core.format.frame.DatagramRules} first. Start at {@link io.tradebus.core.format.frame.DataFrame}
 * and {@link io.tradebus.core.format.frame.Frames}, which prints any frame.
 */
@NullMarked
package io.tradebus.core.format.frame;

import org.jspecify.annotations.NullMarked;
