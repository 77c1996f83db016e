/** Tests of the rules of flow, loss and congestion. */
@NullMarked
package io.tradebus.core.driver.protocol;

import org.jspecify.annotations.NullMarked;
