package io.tradebus.example.risk.bus;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.example.messages.BeginEpochDecoder;
import io.tradebus.example.messages.MessageHeaderDecoder;
import io.tradebus.spring.listener.BusFilter;
import org.agrona.DirectBuffer;
import org.springframework.stereotype.Component;

/**
 * Takes the marks between epochs out of the stream of orders, so that the listener sees orders alone. A mark is reached
 * after every order in front of it has been answered; {@link StatusReporter} then says so behind those answers.
 */
@Component
class EpochFilter implements BusFilter {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BeginEpochDecoder mark = new BeginEpochDecoder();
    private final Epoch epoch;

    EpochFilter(Epoch epoch) {
        this.epoch = epoch;
    }

    @Override
    public boolean accepts(DirectBuffer buffer, int offset, int length, BusHeader busHeader) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH + BeginEpochDecoder.BLOCK_LENGTH) {
            return true;
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != BeginEpochDecoder.SCHEMA_ID || header.templateId() != BeginEpochDecoder.TEMPLATE_ID) {
            return true;
        }
        mark.wrapAndApplyHeader(buffer, offset, header);
        epoch.begin(mark.epoch());
        return false;
    }
}
