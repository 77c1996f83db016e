/** A process as a user would have it: an embedded driver and a client, all with the defaults of their maker. */
@NullMarked
package io.tradebus.benchmarks.node;

import org.jspecify.annotations.NullMarked;
