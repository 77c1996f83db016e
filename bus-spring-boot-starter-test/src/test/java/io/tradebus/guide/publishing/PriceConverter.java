package io.tradebus.guide.publishing;

import io.tradebus.core.ConversionException;
import io.tradebus.spring.convert.BusConverter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.springframework.stereotype.Component;

// tag::converter[]
@Component
class PriceConverter implements BusConverter<Price> {
    private static final int LENGTH = 16;

    @Override
    public boolean supports(Class<?> type) {
        return type == Price.class;
    }

    @Override
    public int encodedLength(Price price) {
        return LENGTH; // exact, so that it is written straight into the log; -1 if it is known only afterwards
    }

    @Override
    public int encode(Price price, MutableDirectBuffer buffer, int offset) {
        buffer.putLong(offset, price.instrument());
        buffer.putLong(offset + 8, price.value());
        return LENGTH;
    }

    @Override
    public Price decode(DirectBuffer buffer, int offset, int length, Class<? extends Price> type) {
        if (length != LENGTH) {
            throw new ConversionException("a price has 16 bytes, not " + length);
        }
        return new Price(buffer.getLong(offset), buffer.getLong(offset + 8));
    }
}
// end::converter[]
