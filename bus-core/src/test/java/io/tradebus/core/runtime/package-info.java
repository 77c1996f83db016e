/** Tests of the runtime: pieces alone, and with an embedded driver. */
@NullMarked
package io.tradebus.core.runtime;

import org.jspecify.annotations.NullMarked;
