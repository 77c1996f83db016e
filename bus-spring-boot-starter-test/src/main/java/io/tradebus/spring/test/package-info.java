/**
 * What tests of applications use. Start reading at {@link io.tradebus.spring.test.BusTest}, the slice; {@link
 * io.tradebus.spring.test.BusTestDriver} runs the bus on the test's thread, {@link io.tradebus.spring.test.BusProbe} keeps what
 * a stream carries, {@link io.tradebus.spring.test.BusSimulation} puts a simulated network under it all.
 */
@NullMarked
package io.tradebus.spring.test;

import org.jspecify.annotations.NullMarked;
