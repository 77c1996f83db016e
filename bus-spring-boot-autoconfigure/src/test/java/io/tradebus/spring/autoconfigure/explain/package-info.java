/** Tests of what is explained. */
@NullMarked
package io.tradebus.spring.autoconfigure.explain;

import org.jspecify.annotations.NullMarked;
