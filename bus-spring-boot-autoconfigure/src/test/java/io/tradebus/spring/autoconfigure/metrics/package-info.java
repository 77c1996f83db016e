/** Tests of the meters. */
@NullMarked
package io.tradebus.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
