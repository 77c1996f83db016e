/** Tests of the driver. Most drive the conductor on one thread, with clocks that stand still until they are moved. */
@NullMarked
package io.tradebus.core.driver;

import org.jspecify.annotations.NullMarked;
