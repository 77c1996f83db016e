/**
 * What happened, as application events. They are published on one thread of their own by
 * {@link io.tradebus.spring.event.BusEvents}, never on the thread of a listener or the driver. Start reading at
 * {@link io.tradebus.spring.event.BusEvent}.
 */
@NullMarked
package io.tradebus.spring.event;

import org.jspecify.annotations.NullMarked;
