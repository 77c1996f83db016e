/**
 * Says where each byte of the shared files and frames lies.
 *
 * <p>Pure functions over buffers, usable from any thread: nothing here opens a file or a socket, starts a thread or
 * reads a clock. {@link io.tradebus.core.format.Layout} is where to start; the packages below declare theirs with it.
 */
@NullMarked
package io.tradebus.core.format;

import org.jspecify.annotations.NullMarked;
