/** Tests of what is observed of messages. */
@NullMarked
package io.tradebus.spring.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
