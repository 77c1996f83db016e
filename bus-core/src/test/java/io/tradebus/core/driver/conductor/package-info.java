/** Tests of the duty cycle of the conductor. */
@NullMarked
package io.tradebus.core.driver.conductor;

import org.jspecify.annotations.NullMarked;
