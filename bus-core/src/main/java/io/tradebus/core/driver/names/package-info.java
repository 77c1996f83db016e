/**
 * Where hosts are found: in a table that tests are given, among names that drivers tell each other, and last in the system.
 * See docs/wire-protocol.md#names-by-gossip.
 */
@NullMarked
package io.tradebus.core.driver.names;

import org.jspecify.annotations.NullMarked;
