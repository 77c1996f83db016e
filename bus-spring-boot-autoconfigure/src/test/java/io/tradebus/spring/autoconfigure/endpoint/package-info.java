/** Tests of what the endpoint shows and does. */
@NullMarked
package io.tradebus.spring.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
