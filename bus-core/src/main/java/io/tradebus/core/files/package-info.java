/**
 * The driver directory: creating, mapping and deleting its files. Nothing else in the bus maps a file.
 *
 * <p>Used by the conductor of the driver and by clients, never on the path of a message. Start at
 * {@link io.tradebus.core.files.DriverDirectory} and {@link io.tradebus.core.files.ControlFile}. What lies where is
 * described in {@code docs/shared-memory.md}.
 */
@NullMarked
package io.tradebus.core.files;

import org.jspecify.annotations.NullMarked;
