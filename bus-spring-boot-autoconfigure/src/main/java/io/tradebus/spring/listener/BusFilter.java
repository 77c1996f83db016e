package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusHeader;
import org.agrona.DirectBuffer;

/** Looks at messages before they are decoded. Called on the listener's thread; must not allocate if that matters. */
@FunctionalInterface
public interface BusFilter {
    /**
     * Whether the listener shall see this message. One that it shall not see counts as handled.
     *
     * @param buffer valid only during the call
     */
    boolean accepts(DirectBuffer buffer, int offset, int length, BusHeader header);
}
