/**
 * The stock Archive, as a program, on a driver of ours: {@link io.tradebus.core.compat.archive.ArchiveNode} is a driver,
 * an Archive and a client of it. The checks run in the profile {@code archive}, with {@code -Darchive.drivers=STOCK} on
 * stock drivers.
 */
@NullMarked
package io.tradebus.core.compat.archive;

import org.jspecify.annotations.NullMarked;
