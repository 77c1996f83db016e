/** What the page "Errors" shows, and a test that runs it. */
@NullMarked
package io.tradebus.guide.errors;

import org.jspecify.annotations.NullMarked;
