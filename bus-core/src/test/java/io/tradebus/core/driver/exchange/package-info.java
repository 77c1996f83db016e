/** Tests of what two threads of the driver share. */
@NullMarked
package io.tradebus.core.driver.exchange;

import org.jspecify.annotations.NullMarked;
