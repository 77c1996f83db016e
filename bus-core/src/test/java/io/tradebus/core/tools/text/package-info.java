/** Tests of how tools write. */
@NullMarked
package io.tradebus.core.tools.text;

import org.jspecify.annotations.NullMarked;
