package io.tradebus.example.gateway.flow;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.example.messages.MessageHeaderDecoder;
import io.tradebus.example.messages.RiskStatusDecoder;
import io.tradebus.spring.listener.BusFilter;
import org.agrona.DirectBuffer;
import org.springframework.stereotype.Component;

/** Takes the signs of life out of the stream of decisions, in which they have their place between the decisions. */
@Component
class StatusFilter implements BusFilter {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RiskStatusDecoder status = new RiskStatusDecoder();
    private final OrderFlow flow;

    StatusFilter(OrderFlow flow) {
        this.flow = flow;
    }

    @Override
    public boolean accepts(DirectBuffer buffer, int offset, int length, BusHeader busHeader) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH + RiskStatusDecoder.BLOCK_LENGTH) {
            return true;
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != RiskStatusDecoder.SCHEMA_ID || header.templateId() != RiskStatusDecoder.TEMPLATE_ID) {
            return true;
        }
        status.wrapAndApplyHeader(buffer, offset, header);
        flow.onStatus(status.riskInstance(), status.epoch());
        return false;
    }
}
