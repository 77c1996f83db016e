/** The applications of which it is measured how long they take to start: alike, but for the bus. */
@NullMarked
package io.tradebus.benchmarks.start;

import org.jspecify.annotations.NullMarked;
