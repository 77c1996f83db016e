/**
 * What travels: the frames that stand in logs and go over the network unchanged.
 *
 * <p>Static functions over a buffer and the offset of a frame, usable from any thread; who may write which field when
 * is said by {@code format.log}. Start at {@link io.tradebus.core.format.frame.DataFrame}.
 */
@NullMarked
package io.tradebus.core.format.frame;

import org.jspecify.annotations.NullMarked;
