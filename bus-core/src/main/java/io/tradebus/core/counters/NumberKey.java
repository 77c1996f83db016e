package io.tradebus.core.counters;

import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;

/** The key of a counter that is about something with a number. */
record NumberKey(long number) implements Consumer<MutableDirectBuffer> {
    @Override
    public void accept(MutableDirectBuffer key) {
        key.putLong(0, number);
    }
}
