/** Flyweights of one message as an SBE generator would write them, for tests of the module. */
@NullMarked
package io.tradebus.spring.sbe;

import org.jspecify.annotations.NullMarked;
