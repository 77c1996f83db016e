/** Pieces of the data path, each by itself, under JMH. Built and run with the profile {@code jmh}. */
@NullMarked
package io.tradebus.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
