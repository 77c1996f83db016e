/** Tests of what the explain shows and does. */
@NullMarked
package io.tradebus.spring.autoconfigure.explain;

import org.jspecify.annotations.NullMarked;
