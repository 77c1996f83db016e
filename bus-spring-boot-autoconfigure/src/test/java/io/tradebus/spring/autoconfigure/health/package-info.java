/** Tests of health. */
@NullMarked
package io.tradebus.spring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
