/**
 * What clients and the driver say to each other in the control file: commands, events, error codes, and the layout of
 * the file itself.
 *
 * <p>Static functions over a buffer and an offset, without state, usable from any thread. A message that comes from
 * another process is checked once with {@link io.tradebus.core.format.control.Commands#validate} or {@link
 * io.tradebus.core.format.control.Events#validate}; after that its accessors stay inside it. Start reading at {@link
 * io.tradebus.core.format.control.CommandType} and {@link io.tradebus.core.format.control.EventType}. The bytes are
 * drawn in {@code docs/shared-memory.md}, section "Control protocol".
 */
@NullMarked
package io.tradebus.core.format.control;

import org.jspecify.annotations.NullMarked;
