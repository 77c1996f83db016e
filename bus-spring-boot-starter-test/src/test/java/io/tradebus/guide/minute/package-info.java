/** The minute's example of the README, and a test that runs it. */
@NullMarked
package io.tradebus.guide.minute;

import org.jspecify.annotations.NullMarked;
