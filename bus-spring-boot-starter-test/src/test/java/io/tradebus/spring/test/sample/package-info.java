/** An application that test slices are made of. */
@NullMarked
package io.tradebus.spring.test.sample;

import org.jspecify.annotations.NullMarked;
