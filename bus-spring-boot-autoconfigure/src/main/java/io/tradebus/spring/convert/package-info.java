/**
 * Bytes and objects: {@link io.tradebus.spring.convert.BusConverter}, the implementations for JSON and Protocol Buffers, and
 * what is known about SBE flyweights.
 *
 * <p>Converters are called by the threads that send and by listeners, several at a time, and hold no state of a
 * message. Start reading at {@link io.tradebus.spring.convert.BusConverters}.
 */
@NullMarked
package io.tradebus.spring.convert;

import org.jspecify.annotations.NullMarked;
