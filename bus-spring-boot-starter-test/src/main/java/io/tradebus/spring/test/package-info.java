/**
 * What tests of applications use. Start reading at {@link io.tradebus.spring.test.BusProbe}, whose messages are copied
 * on a thread of its own and read by the test's.
 */
@NullMarked
package io.tradebus.spring.test;

import org.jspecify.annotations.NullMarked;
