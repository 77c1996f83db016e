/**
 * Datagrams: ports that send and receive them, what a UDP channel means once its names are resolved, and datagrams that
 * are lost on purpose. The only package that touches sockets.
 *
 * <p>A {@link io.tradebus.core.driver.media.DatagramPort} belongs to the one thread that sends and receives with it; the
 * rest is for the control path and says where it may wait for the system. Start reading at {@link
 * io.tradebus.core.driver.media.DatagramPort}.
 */
@NullMarked
package io.tradebus.core.driver.media;

import org.jspecify.annotations.NullMarked;
