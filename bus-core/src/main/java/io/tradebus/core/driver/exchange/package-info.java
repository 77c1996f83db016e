/**
 * What two threads of the driver share. Each class says who writes and who reads.
 */
@NullMarked
package io.tradebus.core.driver.exchange;

import org.jspecify.annotations.NullMarked;
