/** Tests of the receiver, over a port, a log and a clock of their own. */
@NullMarked
package io.tradebus.core.driver.receiver;

import org.jspecify.annotations.NullMarked;
