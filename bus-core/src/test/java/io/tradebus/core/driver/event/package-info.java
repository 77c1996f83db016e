@NullMarked
package io.tradebus.core.driver.event;

import org.jspecify.annotations.NullMarked;
