/** What applications leave behind in a JVM that goes on: nothing. */
@NullMarked
package io.tradebus.spring.restart;

import org.jspecify.annotations.NullMarked;
