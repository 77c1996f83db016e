/** The driver as a program of its own. */
@NullMarked
package io.tradebus.core.driver.launch;

import org.jspecify.annotations.NullMarked;
