/** Tests of the sender over a port, a clock and a conductor of their own, and real logs. */
@NullMarked
package io.tradebus.core.driver.sender;

import org.jspecify.annotations.NullMarked;
