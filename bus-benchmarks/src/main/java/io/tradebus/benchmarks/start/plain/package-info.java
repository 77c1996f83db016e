/** Without the bus. */
@NullMarked
package io.tradebus.benchmarks.start.plain;

import org.jspecify.annotations.NullMarked;
