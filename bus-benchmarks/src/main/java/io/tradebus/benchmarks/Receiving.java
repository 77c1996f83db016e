package io.tradebus.benchmarks;

import org.agrona.DirectBuffer;

/** Takes whole messages, on the thread that polls. */
@FunctionalInterface
interface Receiving {
    void onMessage(DirectBuffer buffer, int offset, int length);
}
