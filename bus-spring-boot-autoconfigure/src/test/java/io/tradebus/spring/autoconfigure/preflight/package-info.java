/** Tests of the look at the machine. */
@NullMarked
package io.tradebus.spring.autoconfigure.preflight;

import org.jspecify.annotations.NullMarked;
