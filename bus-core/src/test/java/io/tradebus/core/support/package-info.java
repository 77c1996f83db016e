/** What the tests of this module share: waiting for conditions, threads whose failures are seen, conformance marks. */
@NullMarked
package io.tradebus.core.support;

import org.jspecify.annotations.NullMarked;
