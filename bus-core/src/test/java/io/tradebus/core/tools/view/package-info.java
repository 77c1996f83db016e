/** Tests of what is read from a driver's files. */
@NullMarked
package io.tradebus.core.tools.view;

import org.jspecify.annotations.NullMarked;
