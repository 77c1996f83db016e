package io.tradebus.spring.core;

import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.EncodingBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Appends what a converter writes: in place in the log if the length is known before and a claim takes it, else through a
 * buffer of the thread.
 */
final class ConvertedAppend implements Appends.Append<Object> {
    private final BusRuntimeLifecycle lifecycle;
    private final BusConverters converters;

    ConvertedAppend(BusRuntimeLifecycle lifecycle, BusConverters converters) {
        this.lifecycle = lifecycle;
        this.converters = converters;
    }

    @Override
    public long once(BusPublisher publisher, Object payload, SendBuffers mine) {
        BusConverter<Object> converter = converterOf(payload);
        int length = converter.encodedLength(payload);
        if (fitsClaim(publisher, length)) {
            return encodeInPlace(publisher, payload, converter, length, mine);
        }
        EncodingBuffer scratch = mine.takeScratch();
        try {
            return Appends.append(publisher, scratch.bytes(), 0, encode(converter, payload, scratch));
        } finally {
            mine.giveBack(scratch);
        }
    }

    @Override
    public Appends.Append<Object> repeated(BusPublisher publisher, Object payload) {
        int length = converterOf(payload).encodedLength(payload);
        return fitsClaim(publisher, length) ? this : new EncodedOnce();
    }

    @SuppressWarnings("unchecked") // The class of an object is of the object's type.
    private BusConverter<Object> converterOf(Object payload) {
        return (BusConverter<Object>) converters.converter(payload.getClass());
    }

    private static int encode(BusConverter<Object> converter, Object payload, EncodingBuffer buffer) {
        int length = converter.encode(payload, buffer.begin(), 0);
        buffer.written(length);
        return length;
    }

    private boolean fitsClaim(BusPublisher publisher, int length) {
        return length >= 0 && !lifecycle.isStopped() && length <= publisher.maxPayloadLength();
    }

    private static long encodeInPlace(
            BusPublisher publisher, Object payload, BusConverter<Object> converter, int length, SendBuffers mine) {
        BusClaim claim = mine.claim();
        long result = publisher.tryClaim(length, claim);
        if (result > 0) {
            try (claim) {
                requireEncoded(payload, converter.encode(payload, claim.buffer(), claim.offset()), length);
                claim.commit();
            }
        }
        return result;
    }

    private static void requireEncoded(Object payload, int encoded, int announced) {
        if (encoded != announced) {
            throw new ConversionException("the converter of "
                    + payload.getClass().getName() + " announced " + announced + " bytes and wrote " + encoded);
        }
    }

    /** Keeps what it has written to the buffer of the thread, until there is room for it. */
    private final class EncodedOnce implements Appends.Append<Object> {
        private @Nullable EncodingBuffer scratch;
        private int encodedLength;

        @Override
        public long once(BusPublisher publisher, Object payload, SendBuffers mine) {
            EncodingBuffer encoded = scratch;
            if (encoded == null) {
                encoded = mine.takeScratch();
                scratch = encoded;
                encodedLength = encode(converterOf(payload), payload, encoded);
            }
            return Appends.append(publisher, encoded.bytes(), 0, encodedLength);
        }

        @Override
        public void end(SendBuffers mine) {
            EncodingBuffer taken = scratch;
            if (taken != null) {
                scratch = null;
                mine.giveBack(taken);
            }
        }
    }
}
