/** What tests of the module share. */
@NullMarked
package io.tradebus.spring.support;

import org.jspecify.annotations.NullMarked;
