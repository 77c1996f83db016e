package io.tradebus.core.client;

import io.tradebus.core.format.control.CounterText;
import org.agrona.concurrent.UnsafeBuffer;

/** What a counter is that the application asked for. */
record CounterRequest(int typeId, CounterText text) {
    /** For requests that are not about a counter. */
    static final CounterRequest NONE = new CounterRequest(0, CounterText.ofLabel(""));

    /** The same with key and label of its own: those of the application may change. */
    CounterRequest copy() {
        byte[] key = new byte[text.keyLength()];
        text.key().getBytes(text.keyOffset(), key);
        byte[] label = new byte[text.labelLength()];
        text.label().getBytes(text.labelOffset(), label);
        return new CounterRequest(
                typeId,
                new CounterText(new UnsafeBuffer(key), 0, key.length, new UnsafeBuffer(label), 0, label.length));
    }
}
