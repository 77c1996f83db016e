/** Tests of the driver as a program, some in processes of their own. */
@NullMarked
package io.tradebus.core.driver.launch;

import org.jspecify.annotations.NullMarked;
