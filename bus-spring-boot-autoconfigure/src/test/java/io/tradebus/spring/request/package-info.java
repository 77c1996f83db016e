/** Requests and their replies, between applications. */
@NullMarked
package io.tradebus.spring.request;

import org.jspecify.annotations.NullMarked;
