/** Tests of the tools, on directories that a driver on the thread of the test has made. */
@NullMarked
package io.tradebus.core.tools;

import org.jspecify.annotations.NullMarked;
