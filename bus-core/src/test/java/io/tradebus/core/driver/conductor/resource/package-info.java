/** Tests of single resources; what they do together is shown in {@code io.tradebus.core.driver}. */
@NullMarked
package io.tradebus.core.driver.conductor.resource;

import org.jspecify.annotations.NullMarked;
