/** Applications that a message goes through and back, by this project's listeners or by those of others. */
@NullMarked
package io.tradebus.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
