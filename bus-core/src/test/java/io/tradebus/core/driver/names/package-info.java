@NullMarked
package io.tradebus.core.driver.names;

import org.jspecify.annotations.NullMarked;
