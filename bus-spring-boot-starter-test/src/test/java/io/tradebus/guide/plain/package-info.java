/** What the page "Without Spring" shows, and a test that runs it. */
@NullMarked
package io.tradebus.guide.plain;

import org.jspecify.annotations.NullMarked;
