/** What the page "Extending" shows, and a test that runs it. */
@NullMarked
package io.tradebus.guide.extending;

import org.jspecify.annotations.NullMarked;
