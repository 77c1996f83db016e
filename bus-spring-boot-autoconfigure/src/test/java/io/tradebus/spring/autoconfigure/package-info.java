/** Tests of the auto-configurations. Each starts a small context of its own. */
@NullMarked
package io.tradebus.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
