/** With the bus. */
@NullMarked
package io.tradebus.benchmarks.start.bus;

import org.jspecify.annotations.NullMarked;
