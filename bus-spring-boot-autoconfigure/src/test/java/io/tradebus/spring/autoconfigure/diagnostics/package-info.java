/** Shows each failure of a start with its description and action. */
@NullMarked
package io.tradebus.spring.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
