package io.tradebus.spring.test.sample;

import io.tradebus.spring.convert.BusConverter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.springframework.stereotype.Component;

/** Writes an order as a quantity and a symbol. */
@Component
public class OrderConverter implements BusConverter<Order> {
    @Override
    public boolean supports(Class<?> type) {
        return type == Order.class;
    }

    @Override
    public int encodedLength(Order order) {
        return Integer.BYTES + order.symbol().length();
    }

    @Override
    public int encode(Order order, MutableDirectBuffer buffer, int offset) {
        buffer.putInt(offset, order.quantity());
        return Integer.BYTES + buffer.putStringWithoutLengthAscii(offset + Integer.BYTES, order.symbol());
    }

    @Override
    public Order decode(DirectBuffer buffer, int offset, int length, Class<? extends Order> type) {
        String symbol = buffer.getStringWithoutLengthAscii(offset + Integer.BYTES, length - Integer.BYTES);
        return new Order(symbol, buffer.getInt(offset));
    }
}
