/** What the page "Testing" shows. */
@NullMarked
package io.tradebus.guide.testing;

import org.jspecify.annotations.NullMarked;
