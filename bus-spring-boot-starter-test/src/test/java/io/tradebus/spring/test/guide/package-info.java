/** The tests that the user guide shows. */
@NullMarked
package io.tradebus.spring.test.guide;

import org.jspecify.annotations.NullMarked;
