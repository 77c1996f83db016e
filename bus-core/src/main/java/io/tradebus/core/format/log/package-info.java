/**
 * The log of a stream: three terms and their metadata in one file.
 *
 * <p>{@link io.tradebus.core.format.log.LogLayout} says where things lie, {@link io.tradebus.core.format.log.LogMetadata}
 * holds the fields after the terms, {@link io.tradebus.core.format.log.Positions} turns terms and offsets into positions
 * and back. The rest are the algorithms over a log: appending, turning the term, scanning, unblocking and cleaning. All
 * are static functions without state; each says which thread may call it. No files, no clocks, and no allocation in
 * what publishers and subscribers call for each message.
 */
@NullMarked
package io.tradebus.core.format.log;

import org.jspecify.annotations.NullMarked;
